import type { Context } from '../../../kernel/context.ts'
import { refusal } from '../../../kernel/errors.ts'
import { atLeast } from '../../../kernel/role.ts'

export const timeNotYours = refusal('forbidden', 'time_not_yours', 'This is somebody else’s time. A supervisor may do that.')

/** A supervisor, or somebody above. */
export const oversees = (context: Context): boolean => atLeast('supervisor').some((role) => role === context.actor.role)

/** Whose clock an operator may start, stop or book: their own, or a machine’s. A key at a shared tablet stands in for everybody. */
export function assert_may_work_for(context: Context, person_id: string | null): void {
  const { actor } = context
  if (oversees(context) || actor.kind !== 'person' || person_id === null || person_id === actor.person_id) return
  throw timeNotYours.because()
}

/** What was booked is corrected by whoever it is of, or by a supervisor; of a key its role decides. */
export const may_correct = (context: Context, person_id: string | null): boolean =>
  oversees(context) || (person_id !== null && person_id === context.actor.person_id)

export function assert_may_correct(context: Context, person_id: string | null): void {
  if (!may_correct(context, person_id)) throw timeNotYours.because()
}
