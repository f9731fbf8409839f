import type { Unit } from './orders.ts'
import { type DefectCode, tick_s } from './plan.ts'
import type { Run } from './run.ts'
import { outlook, scrapped_share } from './scenarios.ts'
import type { Station } from './world.ts'

/** What a station has finished within a tick: a unit that passes, or one that fails, and what becomes of it. */
export interface Finished {
  readonly unit: Unit
  readonly station: Station
  readonly fails: { readonly defect: DefectCode; readonly is_scrapped: boolean } | null
}

/** A station works through what stands at it, oldest serial number first, as far as a minute reaches. */
export function finish_at(run: Run, station: Station, standing: readonly Unit[], is_at_work: boolean, tick: number): Finished[] {
  const queue = standing.filter(({ operation }) => operation?.workstation_id === station.workstation_id).sort(by_serial)
  const finished: Finished[] = []
  if (!is_at_work) return finished
  let left_s = tick_s + (run.spent_s.get(station.name) ?? 0)
  for (const unit of queue) {
    const takes_s = station.cycle_s * (1 + (run.chance.next() * 2 - 1) * run.scenario.cycle_spread)
    if (takes_s > left_s) break
    left_s -= takes_s
    finished.push({ unit, station, fails: judged(run, unit, station, tick) })
    run.tally.at(station.name).worked_s += takes_s
  }
  // What was spent on a unit that is not finished counts in the next tick; a station that had nothing to do saves nothing up.
  run.spent_s.set(station.name, finished.length < queue.length ? left_s : 0)
  return finished
}

function judged(run: Run, unit: Unit, station: Station, tick: number): Finished['fails'] {
  const passes = run.world.products.find(({ id }) => id === unit.product_id)?.stations.length ?? 1
  const { fails, defect } = outlook(run.scenario, station.name, passes, tick)
  if (run.chance.next() >= fails) return null
  const is_scrapped = run.chance.next() < scrapped_share
  return { defect: defect ?? run.chance.one_of(station.defects), is_scrapped }
}

const by_serial = (a: Unit, b: Unit): number => (a.serial_number < b.serial_number ? -1 : 1)
