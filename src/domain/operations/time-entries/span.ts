import { happened_at } from '../../../kernel/at.ts'
import type { Context } from '../../../kernel/context.ts'

/** Notes what is wrong with a time that somebody gives: in the future, or over before it began. */
export function assert_span(context: Context, started_at: string, ended_at: string | null): void {
  happened_at(context, started_at, 'started_at')
  if (ended_at === null) return
  happened_at(context, ended_at, 'ended_at')
  if (ended_at < started_at) context.problem(['ended_at'], 'min_value', `Time cannot end before it began; this began at ${started_at}.`)
  context.settle()
}
