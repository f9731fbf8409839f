import { afterAll, beforeAll, expect, test } from 'vitest'
import { type LineOfWork, move, new_line, new_units_of, type OrderOfUnits } from '../../../../test/line-of-work.ts'
import { another_tenant } from '../../../../test/people.ts'
import { open_shop, type Shop } from '../../../../test/shop.ts'
import { told_of } from '../../../../test/told.ts'
import { new_id } from '../../../kernel/id.ts'

let shop: Shop
let line: LineOfWork
let order: OrderOfUnits
beforeAll(async () => {
  shop = await open_shop()
  line = await new_line(shop, [60, 60])
  order = await new_units_of(shop, line, 4)
})
afterAll(() => shop.close())

const given = { name: 'Resistance', property: 'resistance', unit_of_measure: 'mΩ' }
const define = (more: object, key = shop.admin.key) =>
  shop.call('POST', '/v1/test-definitions', { routing_step_id: line.step_ids[0], ...given, ...more }, { key })
const defined = async (more: object) => {
  const { status, body } = await define(more)
  expect(status, JSON.stringify(body)).toBe(201)
  return body
}
const measure = (test_definition_id: string, measured_value: unknown, more: object = {}, key = shop.admin.key) =>
  shop.call('POST', '/v1/test-results', { test_definition_id, unit_id: order.unit_ids[0], measured_value, ...more }, { key })

test('says what is measured at a step, and tells it', async () => {
  const definition = await defined({ lower_limit: 10, upper_limit: 10.5, method: 'Four wires' })
  expect(definition).toMatchObject({
    ...{ ...given, product_id: line.product_id, lower_limit: 10, upper_limit: 10.5, method: 'Four wires', revision: 1 },
    step: { id: line.step_ids[0], name: 'Step 1', sequence: 10, workstation: { id: line.workstation_ids[0] } },
  })
  expect((await shop.call('GET', `/v1/test-definitions/${definition.id}`)).body).toEqual(definition)
  const facts = { test_definition_id: definition.id, product_id: line.product_id }
  expect(await told_of(shop, definition.id)).toEqual([{ name: 'test_definition.created', facts }])
})

test('limits must leave something between them, and there must be one', async () => {
  const fault = async (more: object) => (await define(more)).body.errors?.[0]
  expect(await fault({ lower_limit: 5, upper_limit: 5 })).toMatchObject({ field: 'lower_limit', rule: 'max_value' })
  expect(await fault({})).toMatchObject({ field: 'lower_limit', rule: 'required' })
  expect(await fault({ upper_limit: 1e300 })).toMatchObject({ field: 'upper_limit', rule: 'max_value' })
  expect(await fault({ upper_limit: 1, routing_step_id: new_id() })).toMatchObject({ field: 'routing_step_id', rule: 'unknown_reference' })
  const { product_id } = await new_line(shop, [60])
  expect((await define({ upper_limit: 1, product_id })).body).toMatchObject({ status: 422, reason: 'test_of_another_product' })
})

test('is changed and removed, told each time; what was measured keeps its limits', async () => {
  const { id } = await defined({ upper_limit: 10 })
  const before = (await measure(id, 9)).body
  const path = `/v1/test-definitions/${id}`
  const changed = await shop.call('PATCH', path, { upper_limit: 8 })
  expect(changed.body).toMatchObject({ upper_limit: 8, revision: 2 })
  expect((await told_of(shop, id)).at(-1)).toMatchObject({ facts: { changes: { upper_limit: { before: 10, after: 8 } } } })
  expect((await shop.call('PATCH', path, { upper_limit: null })).body.errors[0]).toMatchObject({ rule: 'required' })
  const late = await shop.call('PATCH', path, { upper_limit: 7 }, { headers: { 'if-match': '"1"' } })
  expect(late.body).toMatchObject({ status: 412, reason: 'test_definition_stale' })
  expect((await measure(id, 9)).body).toMatchObject({ result: 'fail', upper_limit: 8, deviation: 1 })
  expect((await shop.call('DELETE', path)).body).toEqual({ id })
  expect((await told_of(shop, id)).at(-1)?.name).toBe('test_definition.deleted')
  expect((await shop.call('GET', path)).body.reason).toBe('test_definition_unknown')
  expect((await measure(id, 9)).body.errors[0]).toMatchObject({ field: 'test_definition_id', rule: 'unknown_reference' })
  const { body } = await shop.call('GET', `/v1/test-results?test_definition_id=${id}`)
  expect(body.data.map(({ result }: { result: string }) => result)).toEqual(['fail', 'pass'])
  expect(body.data[1]).toMatchObject({ id: before.id, upper_limit: 10, definition: { id, name: 'Resistance' } })
})

test('limits themselves are good; the distance beyond them is told exactly', async () => {
  const { id } = await defined({ lower_limit: 10, upper_limit: 10.5 })
  const judged = async (value: number) => {
    const { result, deviation } = (await measure(id, value)).body
    return [result, deviation]
  }
  expect(await judged(10)).toEqual(['pass', null])
  expect(await judged(10.5)).toEqual(['pass', null])
  expect(await judged(10.6)).toEqual(['fail', 0.1])
  expect(await judged(9.7)).toEqual(['fail', 0.3])
  const { id: below } = await defined({ lower_limit: -1 })
  expect((await measure(below, 1e6)).body).toMatchObject({ result: 'pass', upper_limit: null })
  expect((await measure(below, -1.5)).body).toMatchObject({ result: 'fail', deviation: 0.5 })
  expect((await measure(id, '10')).body.errors[0]).toMatchObject({ field: 'measured_value', rule: 'type' })
})

test('a measurement is an inspection at the step’s workstation, and told with its value', async () => {
  const { id } = await defined({ upper_limit: 50 })
  const [, unit_id] = order.unit_ids
  await move(shop, unit_id, 2)
  const { body } = await measure(id, 51, { unit_id, notes: 'Again' })
  const [operation_id, workstation_id] = [order.operation_ids[0], line.workstation_ids[0]]
  expect(body).toMatchObject({
    ...{ measured_value: 51, result: 'fail', deviation: 1, lower_limit: null, upper_limit: 50, unit: { id: unit_id } },
    quality_event: { kind: 'inspection', result: 'fail', unit_id, operation_id, workstation_id, notes: 'Again' },
  })
  expect(body.quality_event.id).toBe(body.quality_event_id)
  expect(await told_of(shop, body.id)).toMatchObject([
    { name: 'test_result.recorded', facts: { measured_value: 51, job_id: order.job_id } },
  ])
  expect(await told_of(shop, body.quality_event_id)).toMatchObject([{ name: 'quality_event.recorded', facts: { unit_id } }])
  const listed = async (query: string) => (await shop.call('GET', `/v1/test-results?unit_id=${unit_id}${query}`)).body.data.length
  expect([await listed(''), await listed('&result=fail'), await listed('&result=pass')]).toEqual([1, 1, 0])
  expect(await listed('&from=2999-01-01T00:00:00Z')).toBe(0)
  expect(await listed('&to=2999-01-01T00:00:00Z')).toBe(1)
})

test('what is measured is a unit of that product', async () => {
  const other = await new_units_of(shop, await new_line(shop, [60]), 1)
  const { id } = await defined({ upper_limit: 50 })
  const { body } = await measure(id, 1, { unit_id: other.unit_ids[0] })
  expect(body).toMatchObject({ status: 422, reason: 'test_of_another_product' })
})

test('holds at the same step of later versions of the routing', async () => {
  const own = await new_line(shop, [60, 60])
  const made = await shop.call('POST', '/v1/test-definitions', { routing_step_id: own.step_ids[1], ...given, upper_limit: 1 })
  const steps = [10, 20].map((sequence) => ({ sequence, name: `Step ${sequence / 10}`, workstation_id: own.workstation_ids[0] }))
  const { body: next } = await shop.call('POST', '/v1/routings', { product_id: own.product_id, steps })
  const at = async (step: { id: string } | undefined) =>
    (await shop.call('GET', `/v1/test-definitions?routing_step_id=${step?.id}`)).body.data.map(({ id }: { id: string }) => id)
  expect(next.version).toBe(2)
  expect(await at(next.steps[1])).toEqual([made.body.id])
  expect(await at(next.steps[0])).toEqual([])
  expect((await shop.call('GET', `/v1/test-definitions?product_id=${own.product_id}&name=resist`)).body.data).toHaveLength(1)
})

test('is the company’s own', async () => {
  const { id } = await defined({ upper_limit: 50 })
  const other = await another_tenant(shop, 'Tests of others')
  for (const [method, body] of [['GET'], ['PATCH', { name: 'x' }], ['DELETE']] as const) {
    const answer = await shop.call(method, `/v1/test-definitions/${id}`, body, { key: other.key })
    expect(answer.body).toMatchObject({ status: 404, reason: 'test_definition_unknown' })
  }
  expect((await define({ upper_limit: 1 }, other.key)).status).toBe(422)
  expect([404, 422]).toContain((await measure(id, 1, {}, other.key)).status)
  expect((await shop.call('GET', '/v1/test-results', undefined, { key: other.key })).body.data).toEqual([])
})
