/// <reference lib="esnext.temporal" />

export interface LocalMoment {
  readonly ms: number
  /** On nights when clocks change, some times of day do not exist and others are there twice. */
  readonly odd: 'skipped' | 'double' | null
}

/** What the clock on the wall says, as a moment. A time that was skipped moves on by the gap; of a double one the earlier counts. */
export function moment_of_local(wall: Temporal.PlainDateTime, zone: string): LocalMoment {
  const earlier = wall.toZonedDateTime(zone, { disambiguation: 'earlier' })
  const later = wall.toZonedDateTime(zone, { disambiguation: 'later' })
  if (earlier.epochMilliseconds === later.epochMilliseconds) return { ms: earlier.epochMilliseconds, odd: null }
  const exists = earlier.toPlainDateTime().equals(wall)
  return exists ? { ms: earlier.epochMilliseconds, odd: 'double' } : { ms: later.epochMilliseconds, odd: 'skipped' }
}

const spelling = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::[0-5]\d)?)(?:\.\d+)?$/

/** `2012-01-31 07:00:00`, whole seconds; null where it is no date and time of day. */
export function read_wall_time(text: string): Temporal.PlainDateTime | null {
  const [, date, time] = spelling.exec(text) ?? []
  if (date === undefined) return null
  try {
    return Temporal.PlainDateTime.from(`${date}T${time}`)
  } catch {
    return null
  }
}
