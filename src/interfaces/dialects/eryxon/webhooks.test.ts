import { afterAll, beforeAll, expect, test } from 'vitest'
import { another_tenant } from '../../../../test/people.ts'
import { courier_for_this_test, local, open_receiver, soon, with_status } from '../../../../test/receiver.ts'
import { open_shop, type Shop, shop_for_this_test } from '../../../../test/shop.ts'

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
})
afterAll(() => shop.close())

const url = 'https://your-erp.com/webhooks/eryxon'
const page_example = { url, events: ['job.created', 'job.completed', 'ncr.created'], active: true }
const create = (body: object, on = shop) => on.call('POST', '/api-webhooks', body)

test('the page’s example makes one; the secret is shown once, under both names', async () => {
  const { status, body } = await create(page_example)
  expect(status).toBe(201)
  const { secret, secret_key, ...shown } = body.data.webhook
  expect(secret).toMatch(/^[0-9a-f]{64}$/)
  expect(secret_key).toBe(secret)
  expect(shown).toEqual({
    ...page_example,
    id: expect.any(String),
    event_type: null,
    description: null,
    created_at: expect.any(String),
    updated_at: expect.any(String),
  })
  const { body: one } = await shop.call('GET', `/functions/v1/api-webhooks?id=${shown.id}`)
  expect(one).toEqual({ success: true, data: { webhook: shown } })
  const { body: list } = await shop.call('GET', '/api-webhooks')
  expect(JSON.stringify(list)).not.toContain(secret)
  expect(await shop.call('GET', `/v1/webhooks/${shown.id}`)).toMatchObject({ body: { format: 'eryxon', is_active: true } })
})

test('one `event_type`, `secret_key` and all events are taken as well', async () => {
  const { body } = await create({ url, event_type: 'job.stopped', secret_key: 'a key of our own' })
  expect(body.data.webhook).toMatchObject({ events: ['job.stopped'], event_type: 'job.stopped', active: true, secret: 'a key of our own' })
  expect((await create({ url, events: ['*'] })).body.data.webhook).toMatchObject({ events: ['*'] })
})

test('lists those that are told of an event, and those that are on', async () => {
  const own = await shop_for_this_test()
  const id_of = async (body: object): Promise<string> => (await create(body, own)).body.data.webhook.id
  const both = await id_of({ url, events: ['job.completed', 'job.created'] })
  const off = await id_of({ url, events: ['job.completed'], active: false })
  const all = await id_of({ url, events: ['*'] })
  const other = await id_of({ url, events: ['part.created'] })
  await own.call('POST', '/v1/webhooks', { url, events: ['*'] })
  const ids = async (query: string) => {
    const { status, body } = await own.call('GET', `/api-webhooks?${query}`)
    expect(status, JSON.stringify(body)).toBe(200)
    expect(body.meta.pagination.total).toBe(body.data.webhooks.length)
    return body.data.webhooks.map(({ id }: { id: string }) => id)
  }
  expect(await ids('')).toEqual([other, all, off, both])
  expect(await ids('event_type=job.completed')).toEqual([all, off, both])
  expect(await ids('event_type=job.completed&active=true')).toEqual([all, both])
  expect(await ids('active=false')).toEqual([off])
})

test('is changed and switched by the page’s example, and deleted', async () => {
  const { id } = (await create(page_example)).body.data.webhook
  const patched = await shop.call('PATCH', `/api-webhooks?id=${id}`, { active: false })
  expect(patched).toMatchObject({
    status: 200,
    body: { success: true, data: { webhook: { id, active: false, events: page_example.events } } },
  })
  expect((await shop.call('PUT', `/api-webhooks?id=${id}`, { event_type: 'step.added' })).body.data.webhook.events).toEqual(['step.added'])
  expect(await shop.call('PATCH', `/api-webhooks?id=${id}`, {})).toMatchObject({ status: 400, body: { error: { code: 'BAD_REQUEST' } } })
  expect(await shop.call('DELETE', `/api-webhooks?id=${id}`)).toMatchObject({ status: 200, body: { data: { webhook_id: id } } })
  expect(await shop.call('DELETE', `/api-webhooks?id=${id}`)).toMatchObject({ status: 404, body: { error: { code: 'NOT_FOUND' } } })
})

test.each([
  [{ events: ['*'] }, 'url', 'NOT_NULL'],
  [{ url }, 'events', 'NOT_NULL'],
  [{ url, events: [] }, 'events', 'MIN_LENGTH'],
  [{ url, events: ['job.created', 'job.held'] }, 'events[1]', 'ENUM_CONSTRAINT'],
  [{ url, event_type: 'job.exploded' }, 'event_type', 'ENUM_CONSTRAINT'],
  [{ url: 'your-erp.com', events: ['*'] }, 'url', 'TYPE_MISMATCH'],
  [{ url: 'http://127.0.0.1:8080/', events: ['*'] }, 'url', 'TYPE_MISMATCH'],
  [{ url: `https://your-erp.com/${'x'.repeat(2048)}`, events: ['*'] }, 'url', 'MAX_LENGTH'],
  [{ url, events: ['*'], secret: 'short' }, 'secret', 'MIN_LENGTH'],
  [{ url, events: ['*'], active: 'yes' }, 'active', 'TYPE_MISMATCH'],
])('%# is 422 with one detail at its field', async (body, field, constraint) => {
  expect(await create(body)).toMatchObject({
    status: 422,
    body: { success: false, error: { code: 'VALIDATION_ERROR', details: [{ field, constraint, entityType: 'webhook' }] } },
  })
  const { body: answer } = await create(body)
  expect(answer.error.details).toHaveLength(1)
})

test('another company’s is 403, an unknown one 404', async () => {
  const { id } = (await create(page_example)).body.data.webhook
  const { key } = await another_tenant(shop)
  for (const method of ['GET', 'PATCH', 'DELETE'] as const) {
    const body = method === 'PATCH' ? { active: false } : undefined
    expect(await shop.call(method, `/api-webhooks?id=${id}`, body, { key })).toMatchObject({
      status: 403,
      body: { error: { code: 'FORBIDDEN' } },
    })
  }
  expect(await shop.call('GET', '/api-webhooks?id=019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11')).toMatchObject({ status: 404 })
  expect((await shop.call('GET', '/api-webhooks', undefined, { key })).body.data.webhooks).toEqual([])
})

test('the log shows what was sent, what was answered, and why it has not arrived', async () => {
  const own = await shop_for_this_test({ webhook_allow: local })
  const good = await open_receiver()
  const bad = await open_receiver(with_status(500))
  const id = (await create({ url: good.url, events: ['job.created'] }, own)).body.data.webhook.id
  const other = (await create({ url: bad.url, events: ['*'] }, own)).body.data.webhook.id
  courier_for_this_test(own)
  await own.call('POST', '/v1/jobs', { job_number: 'J-1' })
  const logs = async (query: string) => (await own.call('GET', `/api-webhook-logs?${query}`)).body.data.webhook_logs
  await soon(() => logs('status_code=200')).toHaveLength(1)
  await soon(() => logs('status_code=500')).toHaveLength(1)
  expect(await logs(`webhook_id=${id}`)).toEqual([
    {
      id: expect.any(String),
      webhook_id: id,
      event_type: 'job.created',
      payload: good.received[0]?.body,
      status_code: 200,
      error_message: null,
      attempts: 1,
      created_at: expect.any(String),
    },
  ])
  expect(await logs(`webhook_id=${other}`)).toMatchObject([{ status_code: 500, error_message: 'The receiver answered 4xx or 5xx.' }])
  expect(await logs('event_type=job.created')).toHaveLength(2)
  const { body } = await own.call('GET', '/api-webhook-logs?limit=1')
  expect(body.data.pagination).toEqual({ limit: 1, offset: 0, total: 2, has_more: true })
})
