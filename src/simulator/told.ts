import type { Tally } from './tally.ts'

/** What happened in one tick. */
export interface Told {
  readonly tick: number
  opened: number
  entered: number
  moved: number
  passed: number
  /** Where, and what was found. */
  readonly failed: string[]
  scrapped: number
  reworked: number
  completed: number
  made: number
  closed: number
  /** `SIM-MILL-1 held` */
  readonly machines: string[]
  /** What the server would not do: somebody else was there first. */
  readonly refused: string[]
}

export const nothing_yet = (tick: number): Told => ({
  ...{ tick, opened: 0, entered: 0, moved: 0, passed: 0, failed: [], scrapped: 0, reworked: 0, completed: 0, made: 0, closed: 0 },
  ...{ machines: [], refused: [] },
})

const shown = ['opened', 'entered', 'moved', 'passed', 'completed', 'scrapped', 'reworked', 'made', 'closed'] as const

const counted = (count: number, what: (typeof shown)[number]): string =>
  what === 'opened' || what === 'closed' ? `${count} ${count === 1 ? 'order' : 'orders'} ${what}` : `${count} ${what}`

export function line_of(told: Told): string {
  const counts = shown.filter((what) => told[what] > 0).map((what) => counted(told[what], what))
  const failed = told.failed.length === 0 ? [] : [`${told.failed.length} failed (${told.failed.join(', ')})`]
  const refused = told.refused.map((why) => `refused: ${why}`)
  const said = [...counts, ...failed, ...told.machines, ...refused].join(', ')
  return `tick ${String(told.tick).padStart(4)}  ${said === '' ? 'nothing' : said}`
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`

export function summary_of(tally: Tally, alerts: readonly { readonly severity: string; readonly says: string }[]): string {
  const { ticks, made, completed, scrapped, reworked, refused } = tally
  const final_yield = tally.final_yield()
  const ended = final_yield === null ? 'none has come out yet' : `final yield ${percent(final_yield)}`
  const stations = [...tally.stations].map(([name, { finished, failed }]) => {
    const passed = finished === 0 ? 'nothing was finished' : `${percent(1 - failed / finished)} of ${finished} passed`
    return `  ${name.padEnd(12)}${passed}, at work ${percent(tally.load(name))} of the time`
  })
  const standing = alerts.map(({ severity, says }) => `  ${severity.padEnd(12)}${says}`)
  return [
    `${ticks} ticks: ${made} units made, ${completed} completed, ${scrapped} scrapped, ${reworked} reworked; ${ended}.`,
    ...stations,
    ...(refused > 0 ? [`${refused} calls were refused.`] : []),
    alerts.length === 0 ? 'No alert stands.' : 'Alerts that stand:',
    ...standing,
  ].join('\n')
}
