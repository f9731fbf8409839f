import type { DefectCode, StationName } from './plan.ts'

/** From that tick on, until the next phase. */
interface Phase {
  readonly from: number
  /** How many units are made in a tick, at least and at most. */
  readonly units: readonly [number, number]
  /** The share of units that comes out good, over all stations. */
  readonly final_yield: number
}

/** A station that does worse than the rest: of what it works on, that share passes the first time. */
interface Trouble {
  readonly station: StationName
  readonly from: number
  /** The last tick of it; null where it stays. */
  readonly to: number | null
  readonly passes: number
  /** What is found each time. */
  readonly defect: DefectCode
}

type Ticks = readonly [least: number, most: number]

/** A machine that stops. Each state comes so many ticks after the one before, the first so many after the beginning. */
export interface IncidentPlan {
  readonly station: StationName
  readonly states: readonly { readonly state: 'held' | 'aborted'; readonly after: Ticks }[]
  /** So many ticks after its last state somebody brings it back, one state a tick. */
  readonly back_after: Ticks
}

export interface Scenario {
  readonly says: string
  readonly products: 1 | 2
  readonly phases: readonly [Phase, ...Phase[]]
  /** No more units are made while so many are on their way. */
  readonly most_on_their_way: number
  /** Cycles take so much more or less than they should, at most. */
  readonly cycle_spread: number
  /** The share of ticks in which some machine has a short fault. */
  readonly faults: number
  readonly troubles: readonly Trouble[]
  readonly incidents: readonly IncidentPlan[]
}

const steady: Scenario = {
  says: 'A good day: 95 % good, hardly a fault, machines at work for two thirds of the time.',
  products: 1,
  phases: [{ from: 1, units: [2, 5], final_yield: 0.95 }],
  most_on_their_way: 24,
  cycle_spread: 0.1,
  faults: 0.015,
  troubles: [],
  incidents: [],
}

export const scenarios = {
  steady_state: steady,
  quality_crisis: {
    ...steady,
    says: 'Welding passes 80 %, and finds porous welds again and again.',
    troubles: [{ station: 'Welding', from: 1, to: null, passes: 0.8, defect: 'SIM-POROSITY' }],
  },
  machine_breakdown: {
    ...steady,
    says: 'The mill is held, then breaks down between tick 10 and 15, and comes back 8 to 12 ticks later.',
    faults: 0,
    incidents: [
      {
        station: 'Milling',
        states: [
          { state: 'held', after: [10, 13] },
          { state: 'aborted', after: [1, 2] },
        ],
        back_after: [8, 12],
      },
    ],
  },
  ramp_up: {
    ...steady,
    says: 'A new product: few units at first, five a tick from tick 21 on, while the yield sinks from 98 to 95 %.',
    phases: [
      { from: 1, units: [1, 2], final_yield: 0.98 },
      { from: 11, units: [3, 4], final_yield: 0.965 },
      { from: 21, units: [5, 5], final_yield: 0.95 },
    ],
    most_on_their_way: 80,
    cycle_spread: 0.15,
    faults: 0,
  },
  mixed_product: {
    ...steady,
    says: 'Two products on one line, from an order each, by turns.',
    products: 2,
    cycle_spread: 0.15,
  },
  cascade_failure: {
    ...steady,
    says: 'One thing after the other: sawing gets worse, its machine breaks down, milling gets worse, welding is held.',
    most_on_their_way: 40,
    cycle_spread: 0.15,
    faults: 0,
    troubles: [
      { station: 'Sawing', from: 5, to: 8, passes: 0.88, defect: 'SIM-LENGTH' },
      { station: 'Milling', from: 12, to: null, passes: 0.75, defect: 'SIM-BORE' },
    ],
    incidents: [
      { station: 'Sawing', states: [{ state: 'aborted', after: [10, 10] }], back_after: [1, 2] },
      { station: 'Welding', states: [{ state: 'held', after: [15, 15] }], back_after: [8, 12] },
    ],
  },
} as const satisfies Record<string, Scenario>
export type ScenarioName = keyof typeof scenarios

/** Of what fails, that share is scrapped; the rest is worked on again. */
export const scrapped_share = 0.5

export function phase_at({ phases }: Scenario, tick: number): Phase {
  return phases.findLast(({ from }) => from <= tick) ?? phases[0]
}

const trouble_at = ({ troubles }: Scenario, station: StationName, tick: number): Trouble | undefined =>
  troubles.find((one) => one.station === station && one.from <= tick && (one.to === null || tick <= one.to))

interface Outlook {
  /** How likely a unit fails there, each time. */
  readonly fails: number
  /** What it is found to have; null where that is as it comes. */
  readonly defect: DefectCode | null
}

/** What a station does to one of the units that pass so many stations. */
export function outlook(scenario: Scenario, station: StationName, stations_passed: number, tick: number): Outlook {
  const trouble = trouble_at(scenario, station, tick)
  if (trouble) return { fails: 1 - trouble.passes, defect: trouble.defect }
  const lost = 1 - phase_at(scenario, tick).final_yield ** (1 / stations_passed)
  return { fails: lost / (scrapped_share + lost * (1 - scrapped_share)), defect: null }
}
