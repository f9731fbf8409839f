const clocks = new Map<string, Intl.DateTimeFormat>()

function clock_of(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone)
  if (known) return known
  const fields = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' } as const
  const clock = new Intl.DateTimeFormat('en-u-ca-iso8601', { timeZone: zone, hourCycle: 'h23', ...fields })
  clocks.set(zone, clock)
  return clock
}

/** How far the clock on the wall is ahead of UTC at a moment. */
function ahead_ms(zone: string, moment_ms: number): number {
  const shown = new Map(
    clock_of(zone)
      .formatToParts(moment_ms)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const at = (type: Intl.DateTimeFormatPartTypes): number => shown.get(type) ?? 0
  return Date.UTC(at('year'), at('month') - 1, at('day'), at('hour'), at('minute'), at('second')) - moment_ms
}

export interface LocalMoment {
  readonly ms: number
  /** On nights when clocks change, some times of day do not exist and others are there twice. */
  readonly odd: 'skipped' | 'double' | null
}

const day_ms = 86_400_000

/** What the clock on the wall says, as a moment. A time that was skipped moves on by the gap; of a double one the earlier counts. */
export function moment_of_local(wall_ms: number, zone: string): LocalMoment {
  const before = ahead_ms(zone, wall_ms - day_ms)
  const after = ahead_ms(zone, wall_ms + day_ms)
  const earlier = wall_ms - Math.max(before, after)
  const later = wall_ms - Math.min(before, after)
  if (before === after) return { ms: earlier, odd: null }
  const exists = [earlier, later].filter((ms) => ms + ahead_ms(zone, ms) === wall_ms)
  if (exists.length === 2) return { ms: earlier, odd: 'double' }
  return exists[0] === undefined ? { ms: wall_ms - before, odd: 'skipped' } : { ms: exists[0], odd: null }
}

const spelling = /^(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?$/

/** `2012-01-31 07:00:00` as if it were UTC; null where it is no date and time of day. */
export function read_wall_time(text: string): number | null {
  const [, year, month, day, hour, minute, second = '0'] = spelling.exec(text) ?? []
  if (year === undefined) return null
  const fields = [year, month, day, hour, minute, second].map(Number)
  const [y = 0, m = 0, d = 0, h = 0, min = 0, s = 0] = fields
  const ms = Date.UTC(y, m - 1, d, h, min, s)
  const read = new Date(ms)
  const same = [read.getUTCFullYear(), read.getUTCMonth() + 1, read.getUTCDate(), read.getUTCHours(), read.getUTCMinutes()]
  return same.every((value, at) => value === fields[at]) && s < 60 ? ms : null
}
