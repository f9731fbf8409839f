/// <reference lib="esnext.temporal" />
import { moment } from './time.ts'

/**
 * When clocks on the wall show this (`2026-03-29T14:00`). Where an hour is left out in spring the time is an hour later;
 * where one comes twice in autumn, it is the first.
 */
export const moment_of_wall_time = (local: string, time_zone: string): string =>
  moment(Temporal.PlainDateTime.from(local).toZonedDateTime(time_zone).epochMilliseconds)

/** The last moment up to `now` at which clocks there showed one of these times of day. */
export function latest_wall_time(times: readonly string[], time_zone: string, now: string): string | null {
  const today = day_of(now, time_zone)
  const moments = moments_of([today.subtract({ days: 1 }), today], times, time_zone)
  return moments.filter((at) => at <= now).at(-1) ?? null
}

/** The first moment after `start` at which clocks there show one of these times of day. */
export function next_wall_time(times: readonly string[], time_zone: string, start: string): string | null {
  const today = day_of(start, time_zone)
  const moments = moments_of([today, today.add({ days: 1 })], times, time_zone)
  return moments.find((at) => at > start) ?? null
}

/** The year that calendars show there. */
/** Which day it was there: `2026-03-02`. */
export const date_at = (at: string, time_zone: string): string => day_of(at, time_zone).toString()

export const year_at = (at: string, time_zone: string): number => day_of(at, time_zone).year

const day_of = (at: string, time_zone: string): Temporal.PlainDate => Temporal.Instant.from(at).toZonedDateTimeISO(time_zone).toPlainDate()

const moments_of = (days: readonly Temporal.PlainDate[], times: readonly string[], time_zone: string): string[] =>
  days.flatMap((day) => times.map((time) => moment_of_wall_time(`${day}T${time}`, time_zone))).sort()
