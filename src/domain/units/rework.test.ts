import { afterAll, beforeAll, expect, test } from 'vitest'
import { job_faults, total_faults, unit_faults } from '../../../test/consistency.ts'
import { as_owner, open_shop, type Shop } from '../../../test/shop.ts'
import { because, moved, new_order, new_product, new_units } from '../../../test/units.ts'

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
})
afterAll(async () => {
  expect(await as_owner(shop.database, (client) => job_faults(client))).toEqual([])
  expect(await as_owner(shop.database, (client) => unit_faults(client))).toEqual([])
  expect(await as_owner(shop.database, (client) => total_faults(client))).toEqual([])
  await shop.close()
})

const call = (unit: string, word: string, more: object = {}) => shop.call('POST', `/v1/units/${unit}/${word}`, more)
const operations_of = async (id: string) => (await shop.call('GET', `/v1/jobs/${id}?expand=operations`)).body.parts[0].operations

test('sent back: it goes its way again, and what it had passed no longer counts until it passes anew', async () => {
  const product = await new_product(shop, { steps: ['Saw', 'Mill', 'Drill'] })
  const order = await new_order(shop, product, 1)
  const [unit = ''] = await new_units(shop, product, order, 1)
  expect(await call(unit, 'rework')).toMatchObject({ status: 409, ...because('unit_at_no_operation') })
  for (let move = 0; move < 3; move++) await moved(shop, unit)
  expect(await operations_of(order.id)).toMatchObject([
    { status: 'completed', good: 1 },
    { status: 'completed', good: 1 },
    { status: 'running' },
  ])
  const { status, body } = await call(unit, 'rework', { to_operation_id: order.operation_ids[0], notes: 'Burrs.' })
  expect(status).toBe(200)
  expect(body.unit).toMatchObject({ reworks: 1, status: 'open', operation: { name: 'Saw' } })
  expect(await operations_of(order.id)).toMatchObject([
    { status: 'running', good: 0 },
    { status: 'completed', good: 0 },
    { status: 'running', rework: 1 },
  ])
  for (let move = 0; move < 3; move++) await moved(shop, unit)
  expect(await operations_of(order.id)).toMatchObject([
    { status: 'completed', good: 1 },
    { status: 'completed', good: 1 },
    { status: 'completed', good: 1, rework: 1 },
  ])
  const { body: told } = await shop.call('GET', `/v1/units/${unit}/history`)
  expect(
    told.visits.map((visit: { visit: number; result: string; operation: { name: string } }) => [
      visit.operation.name,
      visit.visit,
      visit.result,
    ]),
  ).toEqual([
    ['Saw', 1, 'passed'],
    ['Mill', 1, 'passed'],
    ['Drill', 1, 'failed'],
    ['Saw', 2, 'passed'],
    ['Mill', 2, 'passed'],
    ['Drill', 2, 'passed'],
  ])
  expect(told.visits[2].quality_events).toMatchObject([{ id: body.quality_event_id, kind: 'rework', result: 'fail', notes: 'Burrs.' }])
  expect(told.unit.status).toBe('completed')
  expect(await call(unit, 'rework')).toMatchObject({ status: 409, ...because('unit_not_movable') })
})

test('worked on again where it stands; not at what comes later, is left out or is another part’s', async () => {
  const product = await new_product(shop, { steps: ['Saw', 'Mill', 'Drill'] })
  const order = await new_order(shop, product, 1)
  const other = await new_order(shop, product, 1)
  const [unit = ''] = await new_units(shop, product, order, 1)
  await shop.call('POST', `/v1/operations/${order.operation_ids[0]}/skip`)
  await moved(shop, unit)
  expect((await call(unit, 'rework')).body.unit).toMatchObject({ reworks: 1, operation: { name: 'Mill' } })
  for (const to_operation_id of [order.operation_ids[2], order.operation_ids[0], other.operation_ids[0]])
    expect(await call(unit, 'rework', { to_operation_id })).toMatchObject({ status: 422, ...because('unit_not_sent_back') })
})

test('at a gate: fail leaves it there, and it may pass afterwards; elsewhere nobody fails it', async () => {
  const product = await new_product(shop, { steps: ['Saw', 'Inspect'], gates: ['Inspect'] })
  const order = await new_order(shop, product, 1)
  const [unit = ''] = await new_units(shop, product, order, 1)
  await moved(shop, unit)
  expect(await call(unit, 'fail')).toMatchObject({ status: 409, ...because('unit_not_at_gate') })
  await moved(shop, unit)
  expect((await call(unit, 'fail', { notes: 'Short.' })).body.unit).toMatchObject({ status: 'open', operation: { name: 'Inspect' } })
  await moved(shop, unit)
  const { body } = await shop.call('GET', `/v1/units/${unit}?expand=quality_events&expand=visits`)
  expect(body.quality_events).toMatchObject([{ result: 'fail', notes: 'Short.' }, { result: 'pass' }])
  expect(body.visits).toHaveLength(2)
  expect(await call(unit, 'fail')).toMatchObject(because('unit_not_movable'))
})

test('on hold: it does not go on, and holds up what waits for it, until it is resumed', async () => {
  const product = await new_product(shop, { steps: ['Saw'] })
  const order = await new_order(shop, product, 2)
  const [first = '', second = ''] = await new_units(shop, product, order, 2)
  await moved(shop, first)
  expect((await call(first, 'hold', { notes: 'Wait.' })).body).toMatchObject({ status: 'held', notes: 'Wait.' })
  expect(await call(first, 'hold')).toMatchObject({ status: 409, ...because('unit_not_movable') })
  expect(await moved(shop, first)).toMatchObject(because('unit_not_movable'))
  await moved(shop, second)
  await moved(shop, second)
  expect(await operations_of(order.id)).toMatchObject([{ status: 'running', good: 1 }])
  expect((await call(first, 'resume')).body).toMatchObject({ status: 'open', held_at: null })
  expect(await call(first, 'resume')).toMatchObject({ status: 409, ...because('unit_not_movable') })
  await call(first, 'hold')
  await call(first, 'scrap')
  expect(await operations_of(order.id)).toMatchObject([{ status: 'completed', good: 1, scrap: 1 }])
})
