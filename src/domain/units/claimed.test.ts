import { afterAll, beforeAll, expect, test } from 'vitest'
import { job_faults, total_faults, unit_faults } from '../../../test/consistency.ts'
import { as_owner, open_shop, type Shop } from '../../../test/shop.ts'
import { moved, new_order, new_product, new_units } from '../../../test/units.ts'

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
})
afterAll(() => shop.close())

test('what is reported of a part that its units count is kept as claimed, and adds nothing', async () => {
  const product = await new_product(shop, { steps: ['Saw'] })
  const order = await new_order(shop, product, 2)
  const [operation_id = ''] = order.operation_ids
  const before = await shop.call('POST', '/v1/quantity-reports', { operation_id, good: 1 })
  expect(before.body).toMatchObject({ good: 1, claimed: null })
  const [unit = ''] = await new_units(shop, product, order, 1)
  await moved(shop, unit)
  await moved(shop, unit)
  const { status, body } = await shop.call('POST', '/v1/quantity-reports', { operation_id, good: 7, scrap: 1 })
  expect(status).toBe(201)
  expect(body).toMatchObject({
    good: 0,
    scrap: 0,
    claimed: { good: 7, scrap: 1, rework: 0, mrb: 0 },
    operation: { good: 2, scrap: 0 },
    warnings: [{ reason: 'counted_by_units' }],
  })
  const corrected = await shop.call('POST', `/v1/quantity-reports/${body.id}/correct`, { good: 6 })
  expect(corrected.body).toMatchObject({ good: 0, claimed: { good: 6, scrap: 1 }, operation: { good: 2 } })
  await shop.call('POST', `/v1/quantity-reports/${before.body.id}/reverse`, { reason: 'Twice.' })
  expect((await shop.call('GET', `/v1/operations/${operation_id}`)).body).toMatchObject({ good: 1, scrap: 0 })
  const faults = await as_owner(shop.database, async (client) => [
    ...(await job_faults(client)),
    ...(await unit_faults(client)),
    ...(await total_faults(client)),
  ])
  expect(faults).toEqual([])
})
