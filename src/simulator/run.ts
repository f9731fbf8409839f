import { type Chance, chance_from } from '../kernel/chance.ts'
import type { Call } from './call.ts'
import { draw_incidents, type Incident } from './incidents.ts'
import type { StationName } from './plan.ts'
import { type Scenario, type ScenarioName, scenarios } from './scenarios.ts'
import { Tally } from './tally.ts'
import { find_or_make_world, type World } from './world.ts'

/** One shop at work. What it decides follows from the scenario, the seed, and what it reads of its own floor. */
export interface Run {
  readonly call: Call
  readonly scenario: Scenario
  readonly chance: Chance
  readonly world: World
  readonly incidents: Incident[]
  /** What of its minute a station has spent on a unit that it has not finished. */
  readonly spent_s: Map<StationName, number>
  readonly tally: Tally
}

export async function begin(call: Call, name: ScenarioName, seed: number): Promise<Run> {
  const scenario: Scenario = scenarios[name]
  const chance = chance_from(seed)
  const incidents = draw_incidents(scenario.incidents, chance)
  const world = await find_or_make_world(call, scenario.products)
  const tally = new Tally()
  // In their order along the line.
  for (const { name: station } of world.stations) tally.at(station)
  return { call, scenario, chance, world, incidents, spent_s: new Map(), tally }
}
