import { z } from 'zod'
import { happened_at } from '../../../kernel/at.ts'
import type { Context } from '../../../kernel/context.ts'
import { moment } from '../../../kernel/time.ts'

/** Notes what is wrong with a time that somebody gives: in the future, or over before it began. */
export function assert_span(context: Context, started_at: string, ended_at: string | null): void {
  happened_at(context, started_at, 'started_at')
  if (ended_at === null) return
  happened_at(context, ended_at, 'ended_at')
  if (ended_at < started_at) context.problem(['ended_at'], 'min_value', `Time cannot end before it began; this began at ${started_at}.`)
  context.settle()
}

const most_s = 10 * 366 * 86_400
/** A duration, as people book it instead of an end. */
export const Duration = z.number().int().min(0).max(most_s).meta({ description: 'Instead of `ended_at`: seconds from `started_at`.' })

/** When it ended: as it is said, or so long after it began. */
export function end_of(
  started_at: string,
  given: { ended_at?: string | null | undefined; duration_s?: number | undefined },
): string | null | undefined {
  if (given.ended_at !== undefined || given.duration_s === undefined) return given.ended_at
  return moment(Date.parse(started_at) + given.duration_s * 1000)
}
