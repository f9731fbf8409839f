import * as crypto from 'node:crypto'
import { expect, test } from 'vitest'
import { courier_for_this_test, local, open_receiver, type Received, type Receiver } from '../../../../test/receiver.ts'
import { type Shop, shop_for_this_test } from '../../../../test/shop.ts'
import { eryxon_events } from '../../../domain/integrations/webhooks/format.ts'

/** The page's own sample, as it stands there. */
function verifyWebhook(payload: string, signature: string, secret: string): boolean {
  const hmac = crypto.createHmac('sha256', secret)
  const digest = hmac.update(payload).digest('hex')
  return crypto.timingSafeEqual(Buffer.from(signature), Buffer.from(digest))
}

async function told_shop() {
  const shop = await shop_for_this_test({ webhook_allow: local })
  const receiver = await open_receiver()
  const { status, body } = await shop.call('POST', '/api-webhooks', { url: receiver.url, events: ['*'], active: true })
  expect(status, JSON.stringify(body)).toBe(201)
  courier_for_this_test(shop)
  return { shop, receiver, secret: String(body.data.webhook.secret) }
}

const of = (received: readonly Received[], event: string) => received.filter(({ body }) => body.event_type === event)

async function make_job(shop: Shop) {
  const { status, body } = await shop.call('POST', '/api-jobs', {
    job_number: 'JOB-2024-001',
    customer: 'ACME Corp',
    parts: [{ part_number: 'PART-001', quantity: 10, operations: [{ operation_name: 'CNC Milling', sequence: 1, estimated_time: 120 }] }],
  })
  expect(status, JSON.stringify(body)).toBe(201)
  const [part] = body.data.parts
  return { job_id: String(body.data.job_id), part_id: String(part.part_id), operation_id: String(part.operations[0].operation_id) }
}

async function all_told(shop: Shop, receiver: Receiver) {
  const ids = await make_job(shop)
  const { job_id, part_id, operation_id } = ids
  const move = async (path: string) => expect(await shop.call('POST', path)).toMatchObject({ status: 200 })
  await shop.call('PATCH', `/api-jobs?id=${job_id}`, { due_date: '2024-12-31', current_cell_id: null })
  await shop.call('PATCH', `/api-parts?id=${part_id}`, { material: 'Steel' })
  await shop.call('POST', '/api-parts', { job_id, part_number: 'PART-002', quantity: 1 })
  await move(`/api-operation-lifecycle/start?id=${operation_id}`)
  await move(`/api-operation-lifecycle/pause?id=${operation_id}`)
  await move(`/api-operation-lifecycle/resume?id=${operation_id}`)
  await move(`/api-job-lifecycle/stop?id=${job_id}`)
  await move(`/api-job-lifecycle/resume?id=${job_id}`)
  const { body: step } = await shop.call('POST', '/v1/substeps', { operation_id, description: 'Deburr', sequence: 1 })
  await shop.call('POST', `/v1/substeps/${step.id}/complete`)
  const issue = { operation_id, title: 'Scratched', description: 'All over', severity: 'low' }
  await shop.call('POST', '/v1/issues', { ...issue, kind: 'general' })
  const { body: ncr } = await shop.call('POST', '/v1/issues', { ...issue, kind: 'ncr', disposition: 'rework', ncr_category: 'process' })
  await shop.call('POST', `/v1/issues/${ncr.id}/verify`)
  await move(`/api-operation-lifecycle/complete?id=${operation_id}`)
  await move(`/api-job-lifecycle/complete?id=${job_id}`)
  // Two parts come in, and every other event once: twenty in all.
  const received = await receiver.arrived(eryxon_events.length + 1)
  return { ...ids, substep_id: step.id, ncr, received }
}

test('all nineteen arrive with the documented payload, and the page’s own sample accepts each', async () => {
  const { shop, receiver, secret } = await told_shop()
  const { received, job_id, part_id, operation_id, substep_id, ncr } = await all_told(shop, receiver)
  expect([...new Set(received.map(({ body }) => body.event_type))].sort()).toEqual([...eryxon_events].sort())
  for (const { headers, text, body } of received) {
    expect(verifyWebhook(text, String(headers['x-eryxon-signature']), secret)).toBe(true)
    expect(verifyWebhook(`${text} `, String(headers['x-eryxon-signature']), secret)).toBe(false)
    expect(headers).toMatchObject({ 'x-eryxon-event': body.event_type, 'content-type': 'application/json' })
    expect(body).toEqual({
      id: expect.any(String),
      event_type: body.event_type,
      event: body.event_type,
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      tenant_id: shop.tenant_id,
      data: expect.any(Object),
    })
  }
  const data = (event: string) => of(received, event)[0]?.body.data
  const job = { job_id, job_number: 'JOB-2024-001', customer: 'ACME Corp' }
  const part = { ...job, part_id, part_number: 'PART-001' }
  const operation = { ...part, operation_id, operation_name: 'CNC Milling' }
  const move = (previous_status: string, new_status: string) => ({ previous_status, new_status })
  expect(data('job.created')).toMatchObject({ ...job, parts_count: 1, operations_count: 1, created_at: expect.any(String) })
  expect(data('job.updated')).toMatchObject({
    ...job,
    changes: { due_date: { before: null, after: '2024-12-31' } },
    due_date: '2024-12-31',
  })
  expect(data('job.started')).toMatchObject({ ...job, ...move('not_started', 'in_progress'), started_at: expect.any(String) })
  expect(data('job.stopped')).toMatchObject({ ...job, ...move('in_progress', 'on_hold') })
  expect(data('job.resumed')).toMatchObject({ ...job, ...move('on_hold', 'in_progress') })
  expect(data('job.completed')).toMatchObject({
    ...job,
    ...move('in_progress', 'completed'),
    completed_at: expect.any(String),
    actual_duration: 0,
  })
  expect(data('part.created')).toMatchObject({ ...part, quantity: 10 })
  expect(data('part.updated')).toMatchObject({ ...part, changes: { material: { before: null, after: 'Steel' } }, material: 'Steel' })
  expect(data('part.started')).toMatchObject({ ...part, ...move('not_started', 'in_progress') })
  expect(data('part.completed')).toMatchObject({ ...part, ...move('in_progress', 'completed') })
  expect(data('operation.started')).toMatchObject({ ...operation, ...move('not_started', 'in_progress'), estimated_time: 120 })
  expect(data('operation.paused')).toMatchObject({ ...operation, ...move('in_progress', 'on_hold') })
  expect(data('operation.resumed')).toMatchObject({ ...operation, ...move('on_hold', 'in_progress') })
  expect(data('operation.completed')).toMatchObject({ ...operation, ...move('in_progress', 'completed'), completion_percentage: 100 })
  expect(data('step.added')).toMatchObject({ ...operation, substep_id, description: 'Deburr', sequence: 1 })
  expect(data('step.completed')).toMatchObject({ ...operation, substep_id, completed: true, completed_at: expect.any(String) })
  expect(data('issue.created')).toMatchObject({
    ...operation,
    title: 'Scratched',
    severity: 'low',
    issue_type: 'general',
    ncr_number: null,
  })
  const of_ncr = {
    ...operation,
    issue_id: ncr.id,
    ncr_number: ncr.ncr_number,
    issue_type: 'ncr',
    ncr_category: 'process',
    ncr_disposition: 'rework',
  }
  expect(data('ncr.created')).toMatchObject(of_ncr)
  expect(data('ncr.verified')).toMatchObject({ ...of_ncr, verified_at: expect.any(String) })
})

test('beside the page’s header stand one with the algorithm and one with the moment', async () => {
  const { shop, receiver, secret } = await told_shop()
  await make_job(shop)
  const [received] = await receiver.arrived(1)
  if (!received) throw new Error('one has arrived')
  const { headers, text } = received
  const hmac = (signed: string) => crypto.createHmac('sha256', secret).update(signed).digest('hex')
  expect(headers['x-eryxon-signature-256']).toBe(`sha256=${hmac(text)}`)
  const [, at, signature] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['x-eryxon-signature-v1'])) ?? []
  expect(signature).toBe(hmac(`${at}.${text}`))
  expect(Math.abs(Number(at) - Date.now() / 1000)).toBeLessThan(60)
  const { body } = await shop.call('GET', `/v1/deliveries/${headers['x-eryxon-delivery']}`)
  expect(body.payload).toEqual(JSON.parse(text))
  expect(headers['user-agent']).toBe('Gemba')
})

test('what the page has no event for is a change of the status; what cannot be put is not told', async () => {
  const { shop, receiver } = await told_shop()
  const { job_id, part_id, operation_id } = await make_job(shop)
  await shop.call('POST', `/v1/operations/${operation_id}/start`)
  await shop.call('POST', `/v1/operations/${operation_id}/complete`)
  await shop.call('POST', `/v1/operations/${operation_id}/reopen`)
  await shop.call('DELETE', `/v1/jobs/${job_id}`)
  await shop.call('POST', '/api-jobs', { job_number: 'LAST', parts: [{ part_number: 'P', quantity: 1, operations: [] }] })
  const received = await receiver.arrived(10)
  const updates = of(received, 'job.updated').concat(of(received, 'part.updated'))
  const change = { status: { before: 'completed', after: 'in_progress' } }
  expect(updates.map(({ body }) => body.data)).toMatchObject([
    { job_id, changes: change, previous_status: 'completed', new_status: 'in_progress' },
    { part_id, changes: change },
  ])
  expect(received.map(({ body }) => body.event_type)).not.toContain('operation.reopened')
})
