import { call_at } from '../src/interfaces/cli/simulate.ts'
import type { Call } from '../src/simulator/call.ts'
import { begin, type Run } from '../src/simulator/run.ts'
import type { ScenarioName } from '../src/simulator/scenarios.ts'
import { one_tick } from '../src/simulator/tick.ts'
import type { Told } from '../src/simulator/told.ts'
import { type Shop, shop_for_this_test } from './shop.ts'

export interface Simulated {
  readonly shop: Shop
  readonly run: Run
  /** By tick; the first stands at 0. */
  readonly told: readonly Told[]
  /** Every call with what was sent, ids replaced by the order in which they came up. */
  readonly calls: readonly string[]
}

export async function caller_of(shop: Shop): Promise<Call> {
  return call_at({ url: await shop.app.listen({ port: 0, host: '127.0.0.1' }), key: shop.admin.key })
}

/** A scenario at full speed, in a company of its own that was empty before. */
export async function simulated(name: ScenarioName, seed: number, ticks: number): Promise<Simulated> {
  const shop = await shop_for_this_test()
  const call = await caller_of(shop)
  const calls: string[] = []
  const ids = new Map<string, string>()
  const recording: Call = (verb, input) => {
    calls.push(`${verb} ${without_ids(JSON.stringify(input), ids)}`)
    return call(verb, input)
  }
  const run = await begin(recording, name, seed)
  const told: Told[] = []
  for (let tick = 1; tick <= ticks; tick++) told.push(await one_tick(run, tick))
  return { shop, run, told, calls }
}

const without_ids = (text: string, ids: Map<string, string>): string =>
  text.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => {
    const known = ids.get(id) ?? `id ${ids.size + 1}`
    ids.set(id, known)
    return known
  })

/** The ticks in which a machine came into each state. */
export const states_of = (told: readonly Told[], machine: string): (readonly [tick: number, state: string])[] =>
  told.flatMap(({ tick, machines }) =>
    machines.filter((one) => one.startsWith(`${machine} `)).map((one) => [tick, one.slice(machine.length + 1)] as const),
  )
