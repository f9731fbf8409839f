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

const operation = async (part_fields: object = {}): Promise<string> =>
  (await lay_out_job(shop, [1], {}, part_fields)).parts[0]?.operations[0] ?? ''
type Options = Parameters<Shop['call']>[3]
const count = async (operation_id: string, figures: object, options: Options = {}) =>
  (await shop.call('POST', '/v1/quantity-reports', { operation_id, ...figures }, options)).body
const correct = (id: string, figures: object, options: Options = {}) =>
  shop.call('POST', `/v1/quantity-reports/${id}/correct`, figures, options)

test('takes the wrong report back and counts again; what is not said stays', async () => {
  const operation_id = await operation()
  const ann = await signed_in(shop, 'operator')
  const { body: reason } = await shop.call('POST', '/v1/reasons', { kind: 'scrap', code: 'S1', description: 'Burnt' })
  const wrong = await count(operation_id, { good: 8, scrap: 2, notes: 'late', material_lot: 'L1', reason_code: 'S1' }, { key: ann.key })
  const answer = await correct(wrong.id, { good: 7, scrap: 3, produced: 10, reason: 'Counted wrong.' }, { key: ann.key })
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  expect(answer.body).toMatchObject({
    ...{ good: 7, scrap: 3, notes: 'late', material_lot: 'L1', reason_id: reason.id, person_id: ann.id, occurred_at: wrong.occurred_at },
    ...{
      replaces_id: wrong.id,
      operation: { good: 7, scrap: 3, available: 0, short_by: 3 },
      warnings: [{ reason: 'operation_not_started' }],
    },
  })
  const { body: back } = await shop.call('GET', `/v1/quantity-reports/${wrong.id}`)
  const { body: reversal } = await shop.call('GET', `/v1/quantity-reports/${back.reversed_by_id}`)
  expect(reversal).toMatchObject({ good: -8, scrap: -2, notes: 'Counted wrong.', reverses_id: wrong.id })
  const cleared = await correct(answer.body.id, { reason_id: null, notes: null, scrap: 0, mrb: 3 })
  expect(cleared.body).toMatchObject({ good: 7, mrb: 3, reason_id: null, notes: null, operation: { scrap: 0, mrb: 3 } })
  const names = (await events_about(shop, operation_id)).map(({ name }) => name).filter((name) => name.startsWith('quantity.'))
  const again = ['quantity.reversed', 'quantity.reported']
  expect(names).toEqual(['quantity.reported', ...again, ...again])
  const { body } = await shop.call('GET', `/v1/quantity-reports?operation_id=${operation_id}&counts=true&with_sums=true&with_total=true`)
  expect(body).toMatchObject({ data: [{ id: cleared.body.id }], total: 1, sums: { good: 7, scrap: 0, rework: 0, mrb: 3 } })
})

test('is refused where the count is not right, where it was taken back, and to others', async () => {
  const operation_id = await operation({ sequence_policy: 'enforce' })
  const wrong = await count(operation_id, { good: 9 })
  const faults = async (figures: object) => (await correct(wrong.id, figures)).body.errors
  expect(await faults({ good: 0 })).toMatchObject([{ field: 'good', rule: 'min_value' }])
  expect(await faults({ good: 5, produced: 6 })).toMatchObject([{ field: 'produced', rule: 'max_value' }])
  expect(await faults({ produced: 6 })).toMatchObject([{ field: 'produced', rule: 'min_value' }])
  expect(await faults({ reason_id: nowhere })).toMatchObject([{ field: 'reason_id', rule: 'unknown_reference' }])
  const { body: stop } = await shop.call('POST', '/v1/reasons', { kind: 'downtime', code: 'D', description: 'Stop' })
  expect(await faults({ reason_id: stop.id })).toMatchObject([{ field: 'reason_id', rule: 'choice' }])
  await count(operation_id, { rework: 1 })
  expect(await faults({ rework: 2_147_483_647 })).toMatchObject([{ field: 'rework', rule: 'max_value' }])
  expect((await correct(wrong.id, { good: 11 })).body).toMatchObject({ reason: 'more_than_available', facts: { available: 10 } })
  const operator = { key: (await someone(shop, 'operator')).key }
  expect((await correct(wrong.id, { good: 1 }, operator)).body.reason).toBe('quantity_not_yours')
  expect((await correct(wrong.id, { good: 1 }, { key: (await another_tenant(shop)).key })).status).toBe(404)
  expect((await correct(nowhere, { good: 1 })).body.reason).toBe('quantity_report_unknown')
  const { body: now } = await shop.call('GET', `/v1/operations/${operation_id}`)
  expect(now).toMatchObject({ rework: 1, good: 9 })
})

test('of many at once one is taken; what replaced it may be corrected again', async () => {
  const operation_id = await operation()
  const wrong = await count(operation_id, { good: 5 })
  const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => correct(wrong.id, { good: n + 1 })))
  const [won] = answers.filter(({ status }) => status === 200)
  expect(answers.filter(({ body }) => body.reason === 'already_reversed')).toHaveLength(9)
  const { body } = await shop.call('GET', `/v1/operations/${operation_id}`)
  expect(body.good).toBe(won?.body.good)
  expect((await correct(won?.body.id, { good: 10 })).body.operation).toMatchObject({ good: 10, available: 0 })
})

test('nothing is counted anew at what was left out, or on a job that is over', async () => {
  const operation_id = await operation()
  const { id, job_id } = await count(operation_id, { good: 5 })
  await shop.call('POST', `/v1/operations/${operation_id}/skip`)
  expect((await correct(id, { good: 4 })).body.reason).toBe('operation_left_out')
  const other = await lay_out_job(shop, [1])
  const counted = await count(other.parts[0]?.operations[0] ?? '', { good: 5 })
  await shop.call('POST', `/v1/jobs/${other.id}/cancel`)
  expect((await correct(counted.id, { good: 4 })).body.reason).toBe('job_not_movable')
  expect((await shop.call('GET', `/v1/quantity-reports?job_id=${job_id}`)).body.data).toHaveLength(1)
})

test('lists: every filter, what is told along, and what counts', async () => {
  const job = await lay_out_job(shop, [2])
  const [part] = job.parts
  const [first = '', second = ''] = part?.operations ?? []
  const ann = await someone(shop, 'operator')
  const { body: reason } = await shop.call('POST', '/v1/reasons', { kind: 'scrap', code: 'S9', description: 'Cold' })
  const a = await count(first, { good: 4, scrap: 1, reason_id: reason.id, material_lot: 'Heat 1%', person_id: ann.id })
  const b = await count(first, { rework: 2 })
  const c = await count(second, { good: 1, produced: 1 })
  await shop.call('POST', `/v1/quantity-reports/${c.id}/reverse`, { reason: 'Twice' })
  const found = async (query: string) =>
    (await shop.call('GET', `/v1/quantity-reports?job_id=${job.id}&${query}`)).body.data.map(({ id }: { id: string }) =>
      [a, b, c].findIndex((one) => one.id === id),
    )
  expect(await found('counts=true')).toEqual([1, 0])
  expect(await found('counts=false')).toEqual([-1, 2])
  expect(await found(`part_id=${part?.id}&counts=true&limit=1&offset=1`)).toEqual([0])
  expect(await found(`part_id=${nowhere}`)).toEqual([])
  expect(await found(`reason_id=${reason.id}`)).toEqual([0])
  expect(await found('material_lot=heat%201%25')).toEqual([0])
  expect(await found('has_scrap=true')).toEqual([0])
  expect(await found('has_scrap=false&counts=true')).toEqual([1])
  expect(await found('has_rework=true')).toEqual([1])
  const along = { operation: { id: first, part: { id: part?.id }, job: { id: job.id } }, person: { id: ann.id }, reason: { code: 'S9' } }
  const path = `/v1/quantity-reports/${a.id}?expand=operation,person,reason`
  expect((await shop.call('GET', path)).body).toMatchObject(along)
  expect((await shop.call('GET', `/v1/quantity-reports/${c.id}?counts=true`)).body.reason).toBe('quantity_report_unknown')
  expect((await shop.call('GET', `/v1/quantity-reports/${c.id}?counts=false`)).status).toBe(200)
  const { body } = await shop.call('GET', `/v1/quantity-reports?job_id=${job.id}&with_sums=true&expand=operation,person,reason`)
  expect(body).toMatchObject({ sums: { good: 4, scrap: 1, rework: 2, mrb: 0 } })
  expect(body.data.at(-1)).toMatchObject(along)
  expect((await count(first, { good: 2, produced: 3 })).errors).toMatchObject([{ field: 'produced', rule: 'max_value' }])
})
