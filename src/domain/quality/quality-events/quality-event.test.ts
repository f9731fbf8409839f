import { afterAll, beforeAll, expect, test } from 'vitest'
import { type LineOfWork, move, new_line, new_units_of, type OrderOfUnits } from '../../../../test/line-of-work.ts'
import { another_tenant, someone } from '../../../../test/people.ts'
import { open_shop, type Shop } from '../../../../test/shop.ts'
import { signed_in } from '../../../../test/signed-in.ts'
import { told_of } from '../../../../test/told.ts'
import { new_id } from '../../../kernel/id.ts'

let shop: Shop
let line: LineOfWork
let order: OrderOfUnits
beforeAll(async () => {
  shop = await open_shop()
  line = await new_line(shop, [60, 60])
  order = await new_units_of(shop, line, 6)
})
afterAll(() => shop.close())

const failed = { kind: 'inspection', result: 'fail' }
const found = (unit_id: string | undefined, more: object = {}, key = shop.admin.key) =>
  shop.call('POST', '/v1/quality-events', { unit_id, ...failed, ...more }, { key })

test('what is found of a unit is written down where it stands, and told; the unit stays', async () => {
  const [unit_id] = order.unit_ids
  await move(shop, unit_id)
  const { body: code } = await shop.call('POST', '/v1/defect-codes', { code: 'D1', description: 'Bridge', severity: 'major' })
  const { id: person_id, key } = await signed_in(shop, 'operator')
  const { status, body } = await found(unit_id, { defect_code_id: code.id, notes: 'R12' }, key)
  expect(status, JSON.stringify(body)).toBe(201)
  const [operation_id, workstation_id] = [order.operation_ids[0], line.workstation_ids[0]]
  expect(body).toMatchObject({
    ...{ unit_id, job_id: order.job_id, operation_id, workstation_id, ...failed, notes: 'R12', person_id },
    ...{ unit: { id: unit_id }, workstation: { id: workstation_id }, defect_code: { id: code.id, code: 'D1', severity: 'major' } },
  })
  expect((await shop.call('GET', `/v1/quality-events/${body.id}`)).body).toEqual(body)
  expect(await told_of(shop, body.id)).toEqual([
    {
      name: 'quality_event.recorded',
      facts: {
        ...{ quality_event_id: body.id, unit_id, job_id: order.job_id, operation_id, workstation_id, ...failed },
        ...{ defect_code_id: code.id, person_id },
      },
    },
  ])
  expect((await shop.call('GET', `/v1/units/${unit_id}`)).body).toMatchObject({ status: 'open', operation_id })
})

test('a workstation may be said: its operation is the one the unit was at', async () => {
  const [, unit_id] = order.unit_ids
  const [first, second] = line.workstation_ids
  const at = async (more: object) => {
    const { operation_id, workstation_id } = (await found(unit_id, more)).body
    return { operation_id, workstation_id }
  }
  expect(await at({})).toEqual({ operation_id: null, workstation_id: null })
  expect(await at({ workstation_id: first })).toEqual({ operation_id: null, workstation_id: first })
  await move(shop, unit_id, 2)
  expect(await at({ workstation_id: first })).toEqual({ operation_id: order.operation_ids[0], workstation_id: first })
  expect(await at({})).toEqual({ operation_id: order.operation_ids[1], workstation_id: second })
  expect(await at({ operation_id: order.operation_ids[0] })).toEqual({ operation_id: order.operation_ids[0], workstation_id: first })
})

test('scrap told by its own verb is a quality event, too', async () => {
  const [, , unit_id] = order.unit_ids
  await move(shop, unit_id)
  await shop.call('POST', `/v1/units/${unit_id}/scrap`, { notes: 'Dropped' })
  const { body } = await shop.call('GET', `/v1/quality-events?unit_id=${unit_id}`)
  expect(body.data).toMatchObject([{ kind: 'scrap', result: 'fail', notes: 'Dropped' }])
})

test('lists what was found by what it was', async () => {
  const [, , , unit_id] = order.unit_ids
  await found(unit_id, { result: 'pass', at: '2026-01-01T08:00:00Z' })
  await found(unit_id, { at: '2026-01-02T08:00:00Z', workstation_id: line.workstation_ids[1] })
  await found(unit_id, { kind: 'rework', at: '2026-01-03T08:00:00Z' })
  const days = async (query: string) =>
    (await shop.call('GET', `/v1/quality-events?unit_id=${unit_id}${query}`)).body.data.map((event: { occurred_at: string }) =>
      Number(event.occurred_at.slice(8, 10)),
    )
  expect(await days('')).toEqual([3, 2, 1])
  expect(await days('&oldest_first=true')).toEqual([1, 2, 3])
  expect(await days('&result=pass')).toEqual([1])
  expect(await days('&kind=rework')).toEqual([3])
  expect(await days(`&workstation_id=${line.workstation_ids[1]}`)).toEqual([2])
  expect(await days('&from=2026-01-02T00:00:00Z&to=2026-01-03T00:00:00Z')).toEqual([2])
  expect(await days(`&job_id=${new_id()}`)).toEqual([])
  expect(await days(`&operation_id=${new_id()}`)).toEqual([])
  expect(await days(`&defect_code_id=${new_id()}`)).toEqual([])
  const page = (await shop.call('GET', `/v1/quality-events?job_id=${order.job_id}&limit=2&with_total=true`)).body
  expect(page.data).toHaveLength(2)
  expect(page.total).toBeGreaterThan(5)
})

test('what is wrong is said at its field', async () => {
  const [unit_id] = order.unit_ids
  const elsewhere = await new_units_of(shop, await new_line(shop, [60]), 1)
  const wrong = async (more: object) => (await found(unit_id, more)).body.errors?.[0]
  expect(await wrong({ unit_id: new_id() })).toMatchObject({ field: 'unit_id', rule: 'unknown_reference' })
  expect(await wrong({ operation_id: elsewhere.operation_ids[0] })).toMatchObject({ field: 'operation_id', rule: 'unknown_reference' })
  expect(await wrong({ result: 'maybe' })).toMatchObject({ field: 'result', rule: 'choice' })
  expect(await wrong({ at: '2999-01-01T00:00:00Z' })).toMatchObject({ field: 'at', rule: 'max_value' })
})

test('is the company’s own, and nothing a viewer writes', async () => {
  const [unit_id] = order.unit_ids
  const { body } = await found(unit_id)
  const other = await another_tenant(shop, 'Quality of others')
  const unknown = await shop.call('GET', `/v1/quality-events/${body.id}`, undefined, { key: other.key })
  expect(unknown.body).toMatchObject({ status: 404, reason: 'quality_event_unknown' })
  expect((await shop.call('GET', '/v1/quality-events', undefined, { key: other.key })).body.data).toEqual([])
  expect([404, 422]).toContain((await found(unit_id, {}, other.key)).status)
  expect((await found(unit_id, {}, (await someone(shop, 'viewer')).key)).status).toBe(403)
})
