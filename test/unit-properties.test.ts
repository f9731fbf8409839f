import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { job_faults, total_faults, unit_faults } from './consistency.ts'
import { as_owner, open_shop, type Shop } from './shop.ts'
import { type NewProduct, new_order, new_product } from './units.ts'

let shop: Shop
const products: NewProduct[] = []
beforeAll(async () => {
  shop = await open_shop()
  products.push(
    await new_product(shop, { steps: ['Saw', 'Mill', 'Drill'] }),
    await new_product(shop, { steps: ['Saw', 'Inspect', 'Pack'], gates: ['Inspect'] }),
    await new_product(shop, { steps: ['Inspect', 'Pack'], gates: ['Inspect'], gate_policy: 'refuse' }),
  )
})
afterAll(() => shop.close())

const of_unit = ['move', 'move', 'move', 'move', 'scrap', 'rework', 'fail', 'hold', 'resume', 'pass'] as const
const of_operation = ['start', 'pause', 'complete', 'complete', 'skip', 'cancel', 'reopen'] as const
const of_job = ['hold', 'resume', 'complete', 'reopen'] as const
const Step = fc.oneof(
  { weight: 12, arbitrary: fc.record({ what: fc.constantFrom(...of_unit), on: fc.constant('unit'), at: fc.nat(3), to: fc.nat(2) }) },
  {
    weight: 3,
    arbitrary: fc.record({ what: fc.constantFrom(...of_operation), on: fc.constant('operation'), at: fc.nat(2), to: fc.nat(2) }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constantFrom(...of_job), on: fc.constant('job'), at: fc.nat(1), to: fc.nat(1) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('generate' as const), on: fc.constant('order'), at: fc.nat(1), to: fc.nat(1) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('report' as const), on: fc.constant('order'), at: fc.nat(2), to: fc.nat(2) }) },
)
const Plan = fc.record({
  which: fc.nat(2),
  quantity: fc.integer({ min: 1, max: 3 }),
  made: fc.integer({ min: 1, max: 4 }),
  policy: fc.constantFrom('free', 'enforce', 'per_step'),
  steps: fc.array(Step, { minLength: 5, maxLength: 40 }),
  side_by_side: fc.boolean(),
})

/** Whatever is asked of units, operations and job, in whatever order, one by one or in pairs at once. */
test('any sequence of verbs keeps units, operations, part and job true to each other', async () => {
  await fc.assert(
    fc.asyncProperty(Plan, async ({ which, quantity, made, policy, steps, side_by_side }) => {
      const product = products[which]
      if (!product) throw new Error('there are three')
      const order = await new_order(shop, product, quantity, {
        parts: [{ part_number: 'A', quantity, product_id: product.id, sequence_policy: policy }],
      })
      const make = (count: number) => shop.call('POST', '/v1/units/generate', { product_id: product.id, job_id: order.id, count })
      const units: string[] = (await make(made)).body.units.map(({ id }: { id: string }) => id)
      const ask = async ({ what, on, at, to }: (typeof steps)[number]) => {
        const operation = order.operation_ids[at % order.operation_ids.length]
        const unit = units[at % units.length]
        const to_operation_id = order.operation_ids[to % order.operation_ids.length]
        if (what === 'generate') return make(1)
        if (what === 'report') return shop.call('POST', '/v1/quantity-reports', { operation_id: operation, good: 1, scrap: to })
        if (what === 'pass') return shop.call('POST', `/v1/units/${unit}/move`, { decision: 'pass' })
        if (on === 'job') return shop.call('POST', `/v1/jobs/${order.id}/${what}`)
        if (on === 'operation') return shop.call('POST', `/v1/operations/${operation}/${what}`)
        return shop.call('POST', `/v1/units/${unit}/${what}`, what === 'rework' ? { to_operation_id } : {})
      }
      const answers = []
      for (let at = 0; at < steps.length; at += side_by_side ? 2 : 1)
        answers.push(...(await Promise.all(steps.slice(at, at + (side_by_side ? 2 : 1)).map(ask))))
      for (const { status, body } of answers) expect([200, 201, 409, 422], JSON.stringify(body)).toContain(status)
      const faults = await as_owner(shop.database, async (client) => [
        ...(await job_faults(client, [order.id])),
        ...(await unit_faults(client, [order.id])),
      ])
      expect(faults).toEqual([])
    }),
    { numRuns: Number(process.env.RUNS ?? 40), seed: Number(process.env.SEED ?? 20_261_123) },
  )
})

test('the totals that lists show are those of the rows, after all of that', async () => {
  expect(await as_owner(shop.database, total_faults)).toEqual([])
})
