import { type StationName, tick_s } from './plan.ts'

interface OfStation {
  finished: number
  failed: number
  worked_s: number
}

/** What has come of a whole run. */
export class Tally {
  ticks = 0
  made = 0
  completed = 0
  scrapped = 0
  reworked = 0
  refused = 0
  readonly stations = new Map<StationName, OfStation>()

  at(station: StationName): OfStation {
    const there = this.stations.get(station) ?? { finished: 0, failed: 0, worked_s: 0 }
    this.stations.set(station, there)
    return there
  }

  /** Null where nothing has come out yet. */
  final_yield(): number | null {
    const ended = this.completed + this.scrapped
    return ended === 0 ? null : this.completed / ended
  }

  /** The share of its time for which a station was at work. */
  load(station: StationName): number {
    return this.ticks === 0 ? 0 : this.at(station).worked_s / (this.ticks * tick_s)
  }
}
