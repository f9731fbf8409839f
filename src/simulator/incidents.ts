import type { Chance } from '../kernel/chance.ts'
import type { Answer } from './call.ts'
import type { StationName } from './plan.ts'
import type { IncidentPlan } from './scenarios.ts'

type MachineState = Answer<'machines.get'>['state']

/** What happens to a machine, and when. */
export interface Incident {
  readonly station: StationName
  readonly states: readonly { readonly tick: number; readonly state: 'held' | 'aborted' }[]
  /** The tick in which somebody begins to bring it back. */
  readonly back: number
}

export function draw_incidents(plans: readonly IncidentPlan[], chance: Chance): Incident[] {
  return plans.map(({ station, states, back_after }) => {
    let tick = 0
    const drawn = states.map(({ state, after }) => {
      tick += chance.between(...after)
      return { tick, state }
    })
    return { station, states: drawn, back: tick + chance.between(...back_after) }
  })
}

/** A fault that somebody clears right away. */
export const short_fault = (station: StationName, tick: number, chance: Chance): Incident => ({
  station,
  states: [{ tick, state: 'aborted' }],
  back: tick + chance.between(1, 2),
})

/** What the machine of a station does by itself in that tick. */
export const state_told = (incidents: readonly Incident[], station: StationName, tick: number): 'held' | 'aborted' | null =>
  incidents
    .filter((one) => one.station === station)
    .flatMap(({ states }) => states)
    .find((one) => one.tick === tick)?.state ?? null

export const is_left_alone = (incidents: readonly Incident[], station: StationName, tick: number): boolean =>
  incidents.some((one) => one.station === station && (one.states[0]?.tick ?? 0) <= tick && tick < one.back)

const warning_ticks = 4

/** How near the next incident is: 0 while it is far, 1 just before. What breaks down gets hot first. */
export function nearness(incidents: readonly Incident[], station: StationName, tick: number): number {
  const ahead = incidents.filter((one) => one.station === station).map(({ states }) => (states[0]?.tick ?? 0) - tick)
  const next = Math.min(...ahead.filter((ticks) => ticks >= 0))
  return Math.max(0, (warning_ticks - next) / warning_ticks)
}

/** The next state on the way back to work; null where it is at work. */
export const way_back: Readonly<Record<MachineState, MachineState | null>> = {
  execute: null,
  held: 'execute',
  suspended: 'execute',
  idle: 'execute',
  stopped: 'idle',
  complete: 'idle',
  aborted: 'stopped',
}
