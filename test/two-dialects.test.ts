import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { job_faults, total_faults, unit_faults } from './consistency.ts'
import { data_of, meskit_floor, meskit_of } from './meskit.ts'
import { as_owner, open_shop, type Shop } from './shop.ts'

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
})
afterAll(() => shop.close())

const of_unit = ['move_unit', 'move_unit', 'move_unit', 'scrap_unit', 'generate_units'] as const
const of_order = ['running', 'complete', 'closed'] as const
const of_operation = ['start', 'pause', 'resume', 'complete'] as const
const of_job = ['start', 'stop', 'complete', 'resume'] as const

const Call = fc.oneof(
  { weight: 6, arbitrary: fc.record({ by: fc.constant('unit' as const), what: fc.constantFrom(...of_unit), at: fc.nat({ max: 3 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({ by: fc.constant('operation' as const), what: fc.constantFrom(...of_operation), at: fc.nat({ max: 2 }) }),
  },
  { weight: 1, arbitrary: fc.record({ by: fc.constant('job' as const), what: fc.constantFrom(...of_job), at: fc.constant(0) }) },
  { weight: 1, arbitrary: fc.record({ by: fc.constant('order' as const), what: fc.constantFrom(...of_order), at: fc.constant(0) }) },
)
type Call = typeof Call extends fc.Arbitrary<infer One> ? One : never

interface Order {
  readonly id: string
  readonly floor: Awaited<ReturnType<typeof meskit_floor>>
  readonly units: string[]
  readonly operations: readonly string[]
}

let orders = 0

/** An order of one dialect, which the other has as a job with operations. */
async function new_order(): Promise<Order> {
  orders += 1
  const floor = await meskit_floor(shop, `T${orders}`, [{}, { gate: true }, {}])
  const of_part = { part_number_id: floor.part.id, route_id: floor.route.id }
  const { id } = await data_of(shop)('create_production_order', { ...of_part, quantity_ordered: 3 })
  const units = await data_of(shop)('generate_units', { ...of_part, count: 2, production_order_id: id })
  const listed = await shop.call('GET', `/api-operations?job_id=${id}`)
  const operations = listed.body.data.operations.map((one: { id: string }) => one.id)
  return { id, floor, units: units.map((unit: { id: string }) => unit.id), operations }
}

async function play({ id, floor, units, operations }: Order, { by, what, at }: Call): Promise<void> {
  const tool = meskit_of(shop)
  const unit_id = units[at % units.length]
  const more = { part_number_id: floor.part.id, route_id: floor.route.id, count: 1, production_order_id: id }
  const answer = await (by === 'operation'
    ? shop.call('POST', `/api-operation-lifecycle/${what}?id=${operations[at]}`)
    : by === 'job'
      ? shop.call('POST', `/api-job-lifecycle/${what}?id=${id}`)
      : by === 'order'
        ? tool('update_order_status', { id, status: what })
        : tool(what, what === 'generate_units' ? more : { unit_id }))
  expect([200, 409], `${what}: ${JSON.stringify(answer.body)}`).toContain(answer.status)
  if (what === 'generate_units' && answer.status === 200) units.push(answer.body.data[0].id)
}

/** Whatever clients of either ask for, one after the other or at once, allowed or refused: it is one floor. */
test('an order steered by both dialects stays true to itself', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(Call, { minLength: 1, maxLength: 3 }), { minLength: 4, maxLength: 14 }), async (rounds) => {
      const order = await new_order()
      for (const at_once of rounds) await Promise.all(at_once.map((one) => play(order, one)))
      const faults = await as_owner(shop.database, async (client) => [
        ...(await job_faults(client, [order.id])),
        ...(await unit_faults(client, [order.id])),
      ])
      expect(faults).toEqual([])
      await both_say_the_same(order)
    }),
    { numRuns: 30, seed: Number(process.env.SEED ?? 20_261_123) },
  )
})

test('and the totals of lists are those of the rows, after all of that', async () => {
  expect(await as_owner(shop.database, total_faults)).toEqual([])
})

const shown: Readonly<Record<string, string>> = { new: 'not_started', scheduled: 'not_started', complete: 'completed', closed: 'completed' }

async function both_say_the_same({ id, floor, units }: Order): Promise<void> {
  const [order] = (await data_of(shop)('list_production_orders', { part_number_id: floor.part.id })).filter(
    (one: { id: string }) => one.id === id,
  )
  const { job } = (await shop.call('GET', `/api-jobs?id=${id}`)).body.data
  if (order.status === 'running') expect(['in_progress', 'on_hold']).toContain(job.status)
  else expect(job.status).toBe(shown[order.status])
  const found = await data_of(shop)('search_units', { production_order_id: id })
  expect(found).toHaveLength(units.length)
  const completed = found.filter(({ status }: { status: string }) => status === 'completed')
  expect(order.quantity_completed).toBe(completed.length)
  const standing = await data_of(shop)('get_wip_status', { line_id: floor.line.id })
  const here = standing.flatMap(({ units }: { units: { id: string; production_order_id: string }[] }) =>
    units.filter(({ production_order_id }) => production_order_id === id).map((unit) => unit.id),
  )
  const under_way = found.filter(
    ({ status, current_step }: { status: string; current_step: number }) => status === 'in_progress' && current_step > 0,
  )
  expect(here.sort()).toEqual(under_way.map((unit: { id: string }) => unit.id).sort())
}
