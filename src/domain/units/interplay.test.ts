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

const say = (path: string, more: object = {}) => shop.call('POST', `/v1/${path}`, more)
const job_of = async (id: string) => (await shop.call('GET', `/v1/jobs/${id}?expand=operations`)).body
const standing = async (job_id: string) => {
  const { body } = await shop.call('GET', `/v1/units?job_id=${job_id}&oldest_first=true`)
  return body.data.map((unit: { status: string; operation: { name: string } | null }) => unit.operation?.name ?? unit.status)
}

test('an operation completed as a whole passes the units that stand at it; those that come later reopen it', async () => {
  const product = await new_product(shop, { steps: ['Saw', 'Mill'] })
  const order = await new_order(shop, product, 3)
  const [first = '', second = '', third = ''] = await new_units(shop, product, order, 3)
  const [saw = '', mill = ''] = order.operation_ids
  await moved(shop, first)
  await moved(shop, second)
  expect((await say(`operations/${saw}/complete`)).body).toMatchObject({ new_status: 'completed', operation: { good: 2 } })
  expect(await standing(order.id)).toEqual(['Mill', 'Mill', 'open'])
  expect(await job_of(order.id)).toMatchObject({
    status: 'running',
    parts: [{ operations: [{ status: 'completed', good: 2 }, { status: 'running' }] }],
  })
  await moved(shop, third)
  expect(await job_of(order.id)).toMatchObject({ parts: [{ operations: [{ status: 'running', good: 2 }, {}] }] })
  await moved(shop, third)
  expect(await job_of(order.id)).toMatchObject({ parts: [{ operations: [{ status: 'completed', good: 3 }, {}] }] })
  await say(`operations/${mill}/complete`)
  expect(await standing(order.id)).toEqual(['completed', 'completed', 'completed'])
  expect(await job_of(order.id)).toMatchObject({ status: 'completed', parts: [{ status: 'completed', operations: [{}, { good: 3 }] }] })
})

test('one left out is gone past, also by a change of its status; on hold a unit stays, and reopens it when it goes on', async () => {
  const product = await new_product(shop, { steps: ['Saw', 'Mill', 'Drill'] })
  const order = await new_order(shop, product, 2)
  const [first = '', second = ''] = await new_units(shop, product, order, 2)
  const [saw = '', mill = ''] = order.operation_ids
  await moved(shop, first)
  await moved(shop, second)
  await say(`units/${second}/hold`)
  await shop.call('PATCH', `/v1/operations/${saw}`, { status: 'completed' })
  expect(await standing(order.id)).toEqual(['Mill', 'Saw'])
  await say(`operations/${mill}/pause`)
  await say(`operations/${mill}/skip`)
  expect(await standing(order.id)).toEqual(['Drill', 'Saw'])
  expect(await job_of(order.id)).toMatchObject({
    parts: [{ operations: [{ good: 1 }, { good: 0, status: 'skipped' }, { status: 'running' }] }],
  })
  await say(`units/${second}/resume`)
  expect((await job_of(order.id)).parts[0].operations[0].status).toBe('running')
  await moved(shop, second)
  expect(await standing(order.id)).toEqual(['Drill', 'Drill'])
})

test('a gate that asks for a decision is not completed over the heads of its units', async () => {
  const product = await new_product(shop, { steps: ['Inspect', 'Pack'], gates: ['Inspect'], gate_policy: 'refuse' })
  const order = await new_order(shop, product, 1)
  const [unit = ''] = await new_units(shop, product, order, 1)
  await moved(shop, unit)
  expect(await say(`operations/${order.operation_ids[0]}/complete`)).toMatchObject({ status: 409, ...because('gate_needs_decision') })
  const lenient = await new_product(shop, { steps: ['Inspect', 'Pack'], gates: ['Inspect'] })
  const other = await new_order(shop, lenient, 2)
  const units = await new_units(shop, lenient, other, 2)
  for (const one of units) await moved(shop, one)
  await say(`operations/${other.operation_ids[0]}/complete`)
  const { body } = await shop.call('GET', `/v1/units/${units[1]}?expand=quality_events`)
  expect(body.quality_events).toMatchObject([{ kind: 'inspection', result: 'pass' }])
})

test('a job that is cancelled or put away stops its units; a completed one has work again when a unit goes on', async () => {
  const product = await new_product(shop, { steps: ['Saw', 'Mill'] })
  const order = await new_order(shop, product, 2)
  const [first = '', second = ''] = await new_units(shop, product, order, 2)
  await moved(shop, first)
  await say(`jobs/${order.id}/complete`)
  await moved(shop, second)
  expect((await job_of(order.id)).status).toBe('running')
  await say(`jobs/${order.id}/complete`)
  await say(`jobs/${order.id}/close`)
  const { body } = await shop.call('GET', `/v1/units?job_id=${order.id}&status=held`)
  expect(body.data).toHaveLength(2)
  expect(await say(`units/${first}/resume`)).toMatchObject({ status: 409, ...because('job_not_movable') })
  const other = await new_order(shop, product, 1)
  const [unit = ''] = await new_units(shop, product, other, 1)
  await shop.call('PATCH', `/v1/jobs/${other.id}`, { status: 'cancelled' })
  expect((await shop.call('GET', `/v1/units/${unit}`)).body.status).toBe('held')
})

test('fewer wanted than before: what the units have passed is done', async () => {
  const product = await new_product(shop, { steps: ['Saw', 'Mill'] })
  const order = await new_order(shop, product, 5)
  const [unit = ''] = await new_units(shop, product, order, 1)
  for (let move = 0; move < 3; move++) await moved(shop, unit)
  expect((await job_of(order.id)).status).toBe('running')
  expect((await shop.call('PATCH', `/v1/parts/${order.part_id}`, { quantity: 1 })).body.status).toBe('completed')
  expect((await job_of(order.id)).status).toBe('completed')
})

test('removed with their job, they are gone, and their serial numbers free', async () => {
  const product = await new_product(shop, { steps: ['Saw'] })
  const order = await new_order(shop, product, 1)
  const [unit = ''] = await new_units(shop, product, order, 1)
  await moved(shop, unit)
  expect(await shop.call('DELETE', `/v1/operations/${order.operation_ids[0]}`)).toMatchObject({
    status: 409,
    ...because('operation_has_time'),
  })
  await shop.call('DELETE', `/v1/jobs/${order.id}`)
  expect((await shop.call('GET', `/v1/units/${unit}`)).status).toBe(404)
})
