import { GembaError } from '../kernel/errors.ts'
import { keep_machines, read_machines } from './machines.ts'
import { finished_orders, type Order, open_order, read_orders, type Unit } from './orders.ts'
import type { Run } from './run.ts'
import { phase_at } from './scenarios.ts'
import { nothing_yet, type Told } from './told.ts'
import { type Finished, finish_at } from './work.ts'

/** One minute of the simulated shop: orders, units, gates, machines, new units, orders that are done. */
export async function one_tick(run: Run, tick: number): Promise<Told> {
  const told = nothing_yet(tick)
  const [orders, machines] = await Promise.all([read_orders(run.call, run.world), read_machines(run)])
  await ensure_orders(run, orders, told)
  const standing = orders.flatMap(({ units }) => units)
  // From the last station on, so that nobody passes two of them in one tick.
  const finished = run.world.stations.toReversed().flatMap((station) => {
    const is_at_work = machines.get(station.machine_id)?.state === 'execute'
    return finish_at(run, station, standing, is_at_work, tick)
  })
  await move_on(run, finished, standing, told)
  await judge(run, finished, told)
  await keep_machines(run, machines, tick, told, (what) => attempt(told, what))
  await make_units(run, orders, standing.length, tick, told)
  await close_orders(run, told)
  keep_count(run, told)
  return told
}

/** Somebody else may be at work on the same floor: what is refused for that reason is told, and the shop goes on. */
async function attempt(told: Told, what: () => Promise<unknown>): Promise<boolean> {
  try {
    await what()
    return true
  } catch (error) {
    const is_ours_to_bear = error instanceof GembaError && ['conflict', 'not_found', 'refused'].includes(error.code)
    if (!is_ours_to_bear) throw error
    told.refused.push(error.message.split('\n')[0] ?? '')
    return false
  }
}

async function ensure_orders(run: Run, orders: Order[], told: Told): Promise<void> {
  for (const { job_id } of orders.filter(({ is_draft }) => is_draft)) await attempt(told, () => run.call('jobs.release', { id: job_id }))
  for (const product of run.world.products) {
    if (!orders.some((order) => order.product.id === product.id && order.room > 0)) await add_order(run, orders, product, told)
  }
}

async function add_order(run: Run, orders: Order[], product: Order['product'], told: Told): Promise<Order> {
  const order = await open_order(run.call, product, run.chance.between(15, 25))
  orders.push(order)
  told.opened += 1
  return order
}

/** What passed where nobody has to decide goes on; what has not begun enters its first operation. */
async function move_on(run: Run, finished: readonly Finished[], standing: readonly Unit[], told: Told): Promise<void> {
  for (const { unit, fails } of finished) {
    if (fails === null && !is_at_gate(unit)) await attempt(told, async () => count_move(await pass(run, unit), told, 'moved'))
  }
  for (const unit of standing.filter(({ operation_id }) => operation_id === null)) {
    await attempt(told, async () => count_move(await pass(run, unit), told, 'entered'))
  }
}

const pass = ({ call }: Run, { id, operation_id }: Unit, more: { decision?: 'pass' } = {}) =>
  call('units.move', { id, from_operation_id: operation_id, ...more })

function count_move({ completed }: { readonly completed: boolean }, told: Told, as: 'moved' | 'entered' | 'passed'): void {
  told[as] += 1
  if (completed) told.completed += 1
}

/** Gates decide; and what a station finds to be bad is scrapped or worked on again. */
async function judge(run: Run, finished: readonly Finished[], told: Told): Promise<void> {
  for (const one of finished) {
    const { unit, station, fails } = one
    const there = run.tally.at(station.name)
    there.finished += 1
    if (fails === null) {
      if (is_at_gate(unit)) await attempt(told, async () => count_move(await pass(run, unit, { decision: 'pass' }), told, 'passed'))
      continue
    }
    there.failed += 1
    told.failed.push(`${station.name}: ${fails.defect}`)
    await attempt(told, () => give_up_on(run, one, fails, told))
  }
}

/** What a gate finds is its inspection; elsewhere the scrap or rework itself says what was found. Either way it is told once. */
async function give_up_on({ call, world }: Run, { unit }: Finished, fails: NonNullable<Finished['fails']>, told: Told): Promise<void> {
  const { id } = unit
  const found = { defect_code_id: world.defect_ids.get(fails.defect) ?? null }
  if (is_at_gate(unit)) await call('units.fail', { id, ...found })
  await call(fails.is_scrapped ? 'units.scrap' : 'units.rework', { id, ...(is_at_gate(unit) ? {} : found) })
  told[fails.is_scrapped ? 'scrapped' : 'reworked'] += 1
}

const is_at_gate = ({ operation }: Unit): boolean => operation?.is_gate ?? false

/** Products take turns. */
async function make_units(run: Run, orders: Order[], were_on_their_way: number, tick: number, told: Told): Promise<void> {
  const { call, chance, world, scenario } = run
  let count = chance.between(...phase_at(scenario, tick).units)
  const product = world.products[tick % world.products.length]
  if (!product || were_on_their_way - told.completed - told.scrapped >= scenario.most_on_their_way) return
  while (count > 0) {
    const open = orders.find((order) => order.product.id === product.id && order.room > 0)
    const order = open ?? (await add_order(run, orders, product, told))
    const made = Math.min(count, order.room)
    const is_done = await attempt(told, () => call('units.generate', { product_id: product.id, job_id: order.job_id, count: made }))
    order.room = is_done ? order.room - made : 0
    count -= made
    if (is_done) told.made += made
  }
}

async function close_orders({ call, world }: Run, told: Told): Promise<void> {
  for (const id of await finished_orders(call, world)) {
    if (await attempt(told, () => call('jobs.close', { id }))) told.closed += 1
  }
}

function keep_count({ tally }: Run, { made, completed, scrapped, reworked, refused }: Told): void {
  tally.ticks += 1
  tally.made += made
  tally.completed += completed
  tally.scrapped += scrapped
  tally.reworked += reworked
  tally.refused += refused.length
}
