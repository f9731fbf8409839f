import { afterAll, beforeAll, expect, test } from 'vitest'
import { another_tenant } from '../../../../test/people.ts'
import { open_shop, type Shop } from '../../../../test/shop.ts'
import { told_of } from '../../../../test/told.ts'

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
  await shop.call('POST', '/v1/jobs/sync', { external_source: 'erp', external_id: 'J', job_number: 'J' })
})
afterAll(() => shop.close())

const sync = (body: object) => shop.call('POST', '/v1/parts/sync', { external_source: 'erp', ...body })
const job = async () => (await shop.call('GET', '/v1/jobs?external_id=J&expand=operations')).body.data[0]

test('a part finds its job by the job’s external id', async () => {
  const payload = { external_id: 'J/1', job_external_id: 'J', part_number: 'P1', quantity: 5, operations: [{ sequence: 10, name: 'Cut' }] }
  const would = await sync({ ...payload, dry_run: true })
  expect(would.body).toMatchObject({ action: 'created', id: null, part: null, operations: [{ id: null, action: 'created' }] })
  const made = await sync(payload)
  expect(made).toMatchObject({
    status: 200,
    body: {
      action: 'created',
      part: { part_number: 'P1', external_id: 'J/1', job: { job_number: 'J' } },
      operations: [{ action: 'created' }],
    },
  })
  expect((await sync(payload)).body).toMatchObject({ action: 'unchanged', operations: [] })
  const changed = await sync({ external_id: 'J/1', quantity: 6, operations: [{ sequence: 10, name: 'Cut', notes: 'Slowly' }] })
  expect(changed.body).toMatchObject({
    action: 'updated',
    changes: { quantity: { before: 5, after: 6 } },
    part: { quantity: 6, revision: 2 },
    operations: [{ action: 'updated', changes: { notes: { before: null, after: 'Slowly' } } }],
  })
  expect((await told_of(shop, made.body.id)).map(({ name }) => name)).toEqual(['part.created', 'part.updated'])
})

test('what was changed by itself is compared anew when it comes with its job', async () => {
  const with_job = {
    external_source: 'erp',
    external_id: 'K',
    job_number: 'K',
    parts: [{ external_id: 'K/1', part_number: 'P', quantity: 1 }],
  }
  await shop.call('POST', '/v1/jobs/sync', with_job)
  await sync({ external_id: 'K/1', quantity: 2 })
  const again = await shop.call('POST', '/v1/jobs/sync', with_job)
  expect(again.body).toMatchObject({ action: 'updated', parts: [{ changes: { quantity: { before: 2, after: 1 } } }] })
  const part = await sync({ external_id: 'K/1', quantity: 2 })
  expect(part.body).toMatchObject({ action: 'updated', part: { quantity: 2 } })
})

test('parts of one part by its number in the job', async () => {
  await sync({ external_id: 'J/a', job_external_id: 'J', part_number: 'Top', quantity: 1 })
  const { body } = await sync({ external_id: 'J/b', job_external_id: 'J', part_number: 'Sub', quantity: 1, parent_part_number: 'Top' })
  const { parts } = await job()
  expect(body.part.parent_id).toBe(parts.find((part: { part_number: string }) => part.part_number === 'Top').id)
  expect((await sync({ external_id: 'J/b', parent_part_number: null })).body.part.parent_id).toBeNull()
})

test('what cannot be resolved is told', async () => {
  const fields = async (body: object) => {
    const answer = await sync(body)
    expect(answer.status).toBe(422)
    return answer.body.errors.map(({ field, rule }: { field: string; rule: string }) => `${field} ${rule}`)
  }
  expect(await fields({ external_id: 'N' })).toEqual(['job_id required', 'part_number required', 'quantity required'])
  const part = { external_id: 'N', part_number: 'N', quantity: 1 }
  expect(await fields({ ...part, job_external_id: 'Nowhere' })).toEqual(['job_external_id unknown_reference'])
  expect(await fields({ ...part, job_external_id: 'Nowhere', dry_run: true })).toEqual(['job_external_id unknown_reference'])
  expect(await fields({ ...part, job_external_id: 'J', job_external_source: 'other' })).toEqual(['job_external_id unknown_reference'])
  expect(
    await fields({
      ...part,
      job_external_id: 'J',
      operations: [
        { sequence: 1, name: 'a' },
        { sequence: 1, name: 'b' },
      ],
    }),
  ).toEqual(['operations duplicate'])
  expect(await fields({ ...part, job_external_id: 'J', parent_part_number: 'Nobody' })).toEqual(['parent_part_number unknown_reference'])
  await sync({ ...part, job_external_id: 'J' })
  await shop.call('POST', '/v1/jobs/sync', { external_source: 'erp', external_id: 'J2', job_number: 'J2' })
  expect(await fields({ ...part, job_external_id: 'J2' })).toEqual(['job_external_id unknown_reference'])
  expect(await fields({ ...part, external_id: 'N2', job_external_id: 'J' })).toEqual(['part_number duplicate'])
  const later = await sync({ external_id: 'M', part_number: 'M', quantity: 1, job_external_id: 'Soon', expects_job: true, dry_run: true })
  expect(later.body.action).toBe('created')
  expect((await sync({ external_id: 'M', part_number: 'M', quantity: 1, job_external_id: 'Soon', expects_job: true })).status).toBe(422)
})

test('many at once on one job: one is made for each id', async () => {
  const at_once = Array.from({ length: 12 }, (_, at) => ({ external_id: `J/p${at % 4}`, part_number: `Par ${at % 4}`, quantity: 1 + at }))
  const answers = await Promise.all(at_once.map((part) => sync({ ...part, job_external_id: 'J' })))
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
  expect(answers.filter(({ body }) => body.action === 'created')).toHaveLength(4)
  const positions = (await job()).parts.map(({ position }: { position: number }) => position)
  expect(new Set(positions).size).toBe(positions.length)
})

test('new parts bring a completed job back, and go to no closed one', async () => {
  const { body } = await shop.call('POST', '/v1/jobs', { job_number: 'Z', status: 'completed', external_source: 'erp', external_id: 'Z' })
  const add = (external_id: string) => sync({ external_id, job_external_id: 'Z', part_number: external_id, quantity: 1 })
  await add('Z/1')
  expect((await shop.call('GET', `/v1/jobs/${body.id}`)).body.status).toBe('running')
  await shop.call('POST', `/v1/jobs/${body.id}/cancel`)
  expect(await add('Z/2')).toMatchObject({ status: 409, body: { reason: 'job_not_movable' } })
})

test('quota counts pieces, and another company’s job is not there', async () => {
  const other = await another_tenant(shop)
  const theirs = (body: object) => shop.call('POST', '/v1/parts/sync', { external_source: 'erp', ...body }, { key: other.key })
  const { id: job_id } = await job()
  expect(await theirs({ external_id: 'J/1', job_id, part_number: 'x', quantity: 1 })).toMatchObject({
    status: 422,
    body: { errors: [{ field: 'job_id', rule: 'unknown_reference' }] },
  })
  expect((await theirs({ external_id: 'J/1', job_external_id: 'J', part_number: 'x', quantity: 1 })).status).toBe(422)
  await shop.call('POST', '/v1/jobs/sync', { external_source: 'erp', external_id: 'J', job_number: 'J' }, { key: other.key })
  await shop.call('PATCH', `/v1/tenants/${other.id}`, { limits: { parts_per_month: 3 } })
  expect(await theirs({ external_id: 'J/1', job_external_id: 'J', part_number: 'x', quantity: 4 })).toMatchObject({
    status: 402,
    body: { reason: 'quota_reached' },
  })
})
