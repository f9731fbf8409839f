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

const scrapped = (unit: string, more: object = {}) => shop.call('POST', `/v1/units/${unit}/scrap`, more)
const job_of = async (id: string) => (await shop.call('GET', `/v1/jobs/${id}?expand=operations`)).body

test('the operation counts it, a quality event says why, and it does not go on', async () => {
  const product = await new_product(shop, { steps: ['Saw', 'Mill'] })
  const order = await new_order(shop, product, 2)
  const [first = '', second = ''] = await new_units(shop, product, order, 2)
  const code = await shop.call('POST', '/v1/defect-codes', { code: 'D1', description: 'Crack', severity: 'major' })
  await moved(shop, first)
  const { status, body } = await scrapped(first, { defect_code_id: code.body.id, notes: 'Cracked.' })
  expect(status).toBe(200)
  expect(body.unit).toMatchObject({ status: 'scrapped', operation_id: order.operation_ids[0] })
  const shown = await shop.call('GET', `/v1/units/${first}?expand=visits&expand=quality_events`)
  expect(shown.body).toMatchObject({
    visits: [{ result: 'scrapped', defect_code_id: code.body.id, notes: 'Cracked.' }],
    quality_events: [{ id: body.quality_event_id, kind: 'scrap', result: 'fail', defect_code: { code: 'D1' } }],
  })
  expect(await job_of(order.id)).toMatchObject({ parts: [{ short_by: 1, operations: [{ scrap: 1, good: 0, status: 'running' }, {}] }] })
  expect(await moved(shop, first)).toMatchObject(because('unit_not_movable'))
  expect(await scrapped(first)).toMatchObject({ status: 409, ...because('unit_not_movable') })
  // Before its first operation, none of them counts it.
  expect((await scrapped(second)).body).toMatchObject({ unit: { status: 'scrapped', operation: null }, quality_event_id: null })
  expect(await job_of(order.id)).toMatchObject({
    status: 'completed',
    parts: [{ status: 'completed', operations: [{ scrap: 1 }, { status: 'completed', good: 0 }] }],
  })
})

test('the last one on its way completes every operation that waited for it', async () => {
  const product = await new_product(shop, { steps: ['Saw', 'Mill', 'Drill'] })
  const order = await new_order(shop, product, 2)
  const [first = '', second = ''] = await new_units(shop, product, order, 2)
  for (let move = 0; move < 4; move++) await moved(shop, first)
  await moved(shop, second)
  expect((await job_of(order.id)).parts[0].operations.map((one: { status: string }) => one.status)).toEqual([
    'running',
    'running',
    'running',
  ])
  await scrapped(second)
  expect(await job_of(order.id)).toMatchObject({
    status: 'completed',
    parts: [
      {
        operations: [
          { status: 'completed', good: 1, scrap: 1 },
          { status: 'completed', good: 1 },
          { status: 'completed', good: 1 },
        ],
      },
    ],
  })
})

test('a job is not done while more are ordered than were made', async () => {
  const product = await new_product(shop, { steps: ['Saw'] })
  const order = await new_order(shop, product, 2)
  const [first = ''] = await new_units(shop, product, order, 1)
  await scrapped(first)
  expect((await job_of(order.id)).status).toBe('released')
  const [second = ''] = await new_units(shop, product, order, 1)
  await moved(shop, second)
  await moved(shop, second)
  expect((await job_of(order.id)).status).toBe('completed')
})
