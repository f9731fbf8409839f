import { afterAll, beforeAll, expect, test } from 'vitest'
import { events_about } from '../../../../test/events.ts'
import { lay_out_job } from '../../../../test/floor-of-one-job.ts'
import { another_tenant, someone } from '../../../../test/people.ts'
import { open_shop, type Shop } from '../../../../test/shop.ts'
import { signed_in } from '../../../../test/signed-in.ts'

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
})
afterAll(() => shop.close())

const new_operation = async (): Promise<string> => (await lay_out_job(shop, [1])).parts[0]?.operations[0] ?? ''
const count = async (operation_id: string, body: object, key?: string) =>
  (await shop.call('POST', '/v1/quantity-reports', { operation_id, ...body }, key === undefined ? {} : { key })).body
const reverse = (id: string, body: object = { reason: 'Wrong box.' }, key?: string) =>
  shop.call('POST', `/v1/quantity-reports/${id}/reverse`, body, key === undefined ? {} : { key })
const figures = async (id: string) => {
  const { good, scrap, rework, mrb, available, short_by } = (await shop.call('GET', `/v1/operations/${id}`)).body
  return { good, scrap, rework, mrb, available, short_by }
}

test('a wrong count is taken back by another one, and everything is as before', async () => {
  const id = await new_operation()
  await count(id, { good: 3 })
  const before = await figures(id)
  const wrong = await count(id, { good: 4, scrap: 2, rework: 1, mrb: 1 })
  const { body: reason } = await shop.call('POST', '/v1/reasons', { kind: 'correction', code: 'C1', description: 'Counted twice' })
  const { status, body } = await reverse(wrong.id, { reason: 'Counted twice.', reason_id: reason.id })
  expect(status, JSON.stringify(body)).toBe(200)
  expect(body).toMatchObject({
    good: -4,
    scrap: -2,
    rework: -1,
    mrb: -1,
    reverses_id: wrong.id,
    reason_id: reason.id,
    notes: 'Counted twice.',
  })
  expect(await figures(id)).toEqual(before)
  expect(body.operation).toMatchObject(before)
  expect((await shop.call('GET', `/v1/quantity-reports/${wrong.id}`)).body).toMatchObject({ good: 4, reversed_by_id: body.id })
  const told = await events_about(shop, wrong.id)
  expect(told.map(({ name }) => name)).toEqual(['quantity.reported', 'quantity.reversed'])
  expect(told[1]?.facts).toMatchObject({ quantity_report_id: body.id, reverses_id: wrong.id, good: -4, reason: 'Counted twice.' })
})

test('once only, also when many do it at once; and what takes back is not taken back', async () => {
  const id = await new_operation()
  const wrong = await count(id, { good: 7 })
  const answers = await Promise.all(Array.from({ length: 20 }, () => reverse(wrong.id)))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(answers.filter(({ status, body }) => status === 409 && body.reason === 'already_reversed')).toHaveLength(19)
  expect(await figures(id)).toMatchObject({ good: 0, available: 10 })
  const taken_back = answers.find(({ status }) => status === 200)?.body
  expect((await reverse(taken_back.id)).body).toMatchObject({ status: 409, reason: 'already_reversed' })
})

test('an operator takes back only their own count', async () => {
  const id = await new_operation()
  const [ann, bob, chief] = [await signed_in(shop, 'operator'), await signed_in(shop, 'operator'), await someone(shop, 'supervisor')]
  const [one, other] = [await count(id, { good: 1 }, ann.key), await count(id, { good: 1 }, ann.key)]
  expect((await reverse(one.id, undefined, bob.key)).body).toMatchObject({ status: 403, reason: 'quantity_not_yours' })
  expect((await reverse(one.id, undefined, ann.key)).status).toBe(200)
  expect((await reverse(other.id, undefined, chief.key)).status).toBe(200)
})

test('says why, with a reason for corrections where one is given', async () => {
  const id = await new_operation()
  const wrong = await count(id, { good: 1 })
  expect((await reverse(wrong.id, {})).body.errors).toMatchObject([{ field: 'reason', rule: 'required' }])
  expect((await reverse(wrong.id, { reason: ' ' })).body.errors).toMatchObject([{ field: 'reason', rule: 'min_length' }])
  const { body: scrap } = await shop.call('POST', '/v1/reasons', { kind: 'scrap', code: 'S1', description: 'Scratch' })
  expect((await reverse(wrong.id, { reason: 'x', reason_id: scrap.id })).body.errors).toMatchObject([
    { field: 'reason_id', rule: 'choice' },
  ])
  expect((await figures(id)).good).toBe(1)
})

test('is not found where there is none, or where it is another company’s', async () => {
  const wrong = await count(await new_operation(), { good: 1 })
  expect((await reverse('019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11')).body).toMatchObject({ status: 404, reason: 'quantity_report_unknown' })
  const other = await another_tenant(shop)
  expect((await reverse(wrong.id, undefined, other.key)).status).toBe(404)
})
