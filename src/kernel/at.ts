import type { Context } from './context.ts'
import { MomentGiven, moment } from './time.ts'

/** Clocks of tablets and machines run a little ahead. */
const allowance_ms = 5 * 60_000

/** When it happened, where that is not now: floor verbs take it, and events keep it apart from when it was told. */
export const At = MomentGiven.optional().meta({ description: 'When it happened, where that is not now. Not in the future.' })

export function happened_at(context: Context, at: string | undefined, field = 'at'): string {
  if (at === undefined) return context.now
  if (at > moment(Date.parse(context.now) + allowance_ms)) {
    context.problem([field], 'max_value', `This is in the future; here it is ${context.now}.`)
    context.settle()
  }
  return at
}
