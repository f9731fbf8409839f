import { afterAll, beforeAll, expect, test } from 'vitest'
import { events_about } from '../../../../test/events.ts'
import { lay_out_job } from '../../../../test/floor-of-one-job.ts'
import { another_tenant, someone } from '../../../../test/people.ts'
import { open_shop, type Shop } from '../../../../test/shop.ts'
import { signed_in } from '../../../../test/signed-in.ts'

const nowhere = '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11'

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
})
afterAll(() => shop.close())

const count = (operation_id: string | undefined, body: object, key?: string) =>
  shop.call('POST', '/v1/quantity-reports', { operation_id, ...body }, key === undefined ? {} : { key })
const operation = async (id: string | undefined) => (await shop.call('GET', `/v1/operations/${id}`)).body

/** A part of ten with two operations, the first of them running. */
async function two_steps(part_fields: object = {}) {
  const job = await lay_out_job(shop, [2], {}, part_fields)
  const [first = '', second = ''] = job.parts[0]?.operations ?? []
  const started = await shop.call('POST', `/v1/operations/${first}/start`)
  return { job_id: job.id, first, second, clock: started.body.time_entries_started[0] as string }
}

test('pieces counted at one step are what the next has to work on; scrap is missing', async () => {
  const { first, second } = await two_steps()
  const { status, body } = await count(first, { good: 5, scrap: 1, rework: 2, mrb: 1, notes: 'first box', material_lot: 'H-77' })
  expect(status, JSON.stringify(body)).toBe(201)
  expect(body).toMatchObject({
    good: 5,
    scrap: 1,
    rework: 2,
    mrb: 1,
    material_lot: 'H-77',
    warnings: [],
    operation: { id: first, status: 'running', good: 5, scrap: 1, rework: 2, mrb: 1, available: 3, short_by: 2 },
  })
  expect(await operation(first)).toMatchObject(body.operation)
  expect(await operation(second)).toMatchObject({ available: 5, short_by: 2 })
  const [event] = await events_about(shop, body.id)
  expect(event).toMatchObject({ name: 'quantity.reported', facts: { operation_id: first, good: 5, scrap: 1, rework: 2, mrb: 1 } })
})

test('a count at an operation nobody has started counts, moves nothing and is told of', async () => {
  const { second, first } = await two_steps()
  await count(first, { good: 4 })
  const { body } = await count(second, { good: 4, at: '2026-03-02T08:00:00+02:00' })
  expect(body).toMatchObject({ occurred_at: '2026-03-02T06:00:00.000Z', operation: { status: 'waiting', good: 4, available: 0 } })
  expect(body.warnings).toMatchObject([{ reason: 'operation_not_started' }])
})

test('more than there is to work on is told of, or refused where the order is enforced', async () => {
  const free = await two_steps()
  expect((await count(free.first, { good: 9, scrap: 2 })).body).toMatchObject({
    warnings: [{ reason: 'more_than_available' }],
    operation: { good: 9, scrap: 2, available: 0 },
  })
  const enforced = await two_steps({ sequence_policy: 'enforce' })
  expect((await count(enforced.first, { good: 9, scrap: 2 })).body).toMatchObject({
    status: 409,
    reason: 'more_than_available',
    facts: { available: 10, reported: 11 },
  })
  const answers = await Promise.all(Array.from({ length: 20 }, () => count(enforced.first, { good: 1 })))
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(10)
  expect(answers.filter(({ body }) => body.reason === 'more_than_available')).toHaveLength(10)
  expect(await operation(enforced.first)).toMatchObject({ good: 10, available: 0 })
})

test('nothing is counted at what was left out, or on a job that was put away', async () => {
  const { first, second, job_id } = await two_steps()
  await shop.call('POST', `/v1/operations/${second}/skip`)
  expect((await count(second, { good: 1 })).body).toMatchObject({ status: 409, reason: 'operation_left_out' })
  await shop.call('POST', `/v1/operations/${first}/complete`)
  expect((await count(first, { good: 1 })).status).toBe(201)
  expect((await shop.call('POST', `/v1/jobs/${job_id}/close`)).status).toBe(200)
  expect((await count(first, { good: 1 })).body).toMatchObject({ status: 409, reason: 'job_not_movable' })
})

test('a reason is given by id or by code, of the right kind, in use', async () => {
  const reason = async (kind: string, code: string) =>
    (await shop.call('POST', '/v1/reasons', { kind, code, description: `${kind} ${code}` })).body
  const [scrap, rework] = [await reason('scrap', 'X'), await reason('rework', 'X')]
  const stop = await reason('downtime', 'Y')
  const { first } = await two_steps()
  expect((await count(first, { scrap: 1, reason_code: 'X' })).body.reason_id).toBe(scrap.id)
  expect((await count(first, { rework: 1, reason_code: 'X' })).body.reason_id).toBe(rework.id)
  expect((await count(first, { scrap: 1, reason_id: rework.id })).body.reason_id).toBe(rework.id)
  const fault = async (given: object) => (await count(first, { scrap: 1, ...given })).body.errors
  expect(await fault({ reason_id: stop.id })).toMatchObject([{ field: 'reason_id', rule: 'choice' }])
  expect(await fault({ reason_code: 'Y' })).toMatchObject([{ field: 'reason_code', rule: 'choice' }])
  expect(await fault({ reason_code: 'Z' })).toMatchObject([{ field: 'reason_code', rule: 'unknown_reference' }])
  expect(await fault({ reason_id: nowhere })).toMatchObject([{ field: 'reason_id', rule: 'unknown_reference' }])
  expect(await fault({ reason_id: scrap.id, reason_code: 'X' })).toMatchObject([{ field: 'reason_code', rule: 'duplicate' }])
  await shop.call('PATCH', `/v1/reasons/${scrap.id}`, { is_active: false })
  expect(await fault({ reason_id: scrap.id })).toMatchObject([{ field: 'reason_id', rule: 'choice' }])
})

test('tells all that is wrong, and counts nothing', async () => {
  const { first } = await two_steps()
  const other = await two_steps()
  expect((await count(first, {})).body.errors).toMatchObject([{ field: 'good', rule: 'min_value' }])
  expect((await count(first, { good: 0, scrap: 0 })).status).toBe(422)
  expect((await count(first, { good: -1 })).body.errors).toMatchObject([{ field: 'good', rule: 'min_value' }])
  expect((await count(first, { good: 1.5, scrap: 'x' })).body.errors).toMatchObject([{ field: 'good' }, { field: 'scrap', rule: 'type' }])
  expect((await count(first, { good: 1, time_entry_id: other.clock })).body.errors).toMatchObject([
    { field: 'time_entry_id', rule: 'unknown_reference' },
  ])
  expect((await count(nowhere, { good: 1 })).body.errors).toMatchObject([{ field: 'operation_id', rule: 'unknown_reference' }])
  expect((await count(first, { good: 1, at: '2999-01-01T00:00:00Z' })).body.errors).toMatchObject([{ field: 'at', rule: 'max_value' }])
  await count(first, { good: 2_147_483_647 })
  expect((await count(first, { good: 1 })).body.errors).toMatchObject([{ field: 'good', rule: 'max_value' }])
  expect(await operation(first)).toMatchObject({ good: 2_147_483_647, scrap: 0 })
})

test('counts by many at once all count, and an id of another system once', async () => {
  const { first } = await two_steps()
  await Promise.all(Array.from({ length: 30 }, () => count(first, { good: 2, scrap: 1 })))
  expect(await operation(first)).toMatchObject({ good: 60, scrap: 30 })
  const external = { good: 1, external_source: 'scale', external_id: first }
  const answers = await Promise.all(Array.from({ length: 10 }, () => count(first, external)))
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
  expect(answers.filter(({ body }) => body.reason === 'quantity_report_external_taken')).toHaveLength(9)
  expect((await operation(first)).good).toBe(61)
})

test('pieces are of whoever is on the time entry, else of whoever is signed in', async () => {
  const { first } = await two_steps()
  const [ann, bob] = [await signed_in(shop, 'operator'), await someone(shop, 'operator')]
  const clock = await shop.call('POST', '/v1/time-entries/start', { operation_id: first, person_id: bob.id })
  expect((await count(first, { good: 1 }, ann.key)).body.person_id).toBe(ann.id)
  expect((await count(first, { good: 1, time_entry_id: clock.body.id }, ann.key)).body.person_id).toBe(bob.id)
  expect((await count(first, { good: 1, time_entry_id: clock.body.id, person_id: null }, ann.key)).body.person_id).toBeNull()
  expect((await count(first, { good: 1 }, bob.key)).body.person_id).toBeNull()
  expect((await count(first, { good: 1 }, (await someone(shop, 'viewer')).key)).status).toBe(403)
})

test('lists by where, who, when and whence, and shows nothing of it to another company', async () => {
  const { first, job_id } = await two_steps()
  const person = await someone(shop, 'operator')
  const early = (await count(first, { good: 1, at: '2026-03-02T08:00:00Z' })).body
  const late = (await count(first, { good: 2, at: '2026-03-02T09:00:00Z', person_id: person.id })).body
  const ids = async (query: string, options = {}) =>
    (await shop.call('GET', `/v1/quantity-reports?${query}`, undefined, options)).body.data.map(({ id }: { id: string }) => id)
  expect(await ids(`operation_id=${first}`)).toEqual([late.id, early.id])
  expect(await ids(`job_id=${job_id}&to=2026-03-02T09:00:00Z`)).toEqual([early.id])
  expect(await ids(`job_id=${job_id}&from=2026-03-02T09:00:00Z`)).toEqual([late.id])
  expect(await ids(`person_id=${person.id}`)).toEqual([late.id])
  expect(await ids(`job_id=${job_id}&origin=import`)).toEqual([])
  expect((await shop.call('GET', `/v1/quantity-reports/${late.id}`)).body).toMatchObject({ good: 2, origin: 'api' })
  const other = await another_tenant(shop)
  expect(await ids(`job_id=${job_id}`, { key: other.key })).toEqual([])
  expect((await shop.call('GET', `/v1/quantity-reports/${late.id}`, undefined, { key: other.key })).status).toBe(404)
  expect((await count(first, { good: 1 }, other.key)).status).toBe(422)
  await shop.call('POST', `/v1/operations/${first}/complete`)
  await shop.call('DELETE', `/v1/jobs/${job_id}`)
  expect(await ids(`job_id=${job_id}`)).toEqual([])
  expect((await shop.call('GET', `/v1/quantity-reports/${late.id}`)).body.reason).toBe('quantity_report_unknown')
})
