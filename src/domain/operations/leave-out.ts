import type { Context } from '../../kernel/context.ts'
import { roll_up_completion } from '../jobs/roll-up.ts'
import { operationCancelled, operationSkipped } from './events.ts'
import { move_operation, type OperationRow } from './operation.ts'
import { all_finished, type WorkPlace } from './work.ts'

/** An operation that will not be done no longer holds up its part, unless nothing on the part was done at all. */
export function leave_out(context: Context, place: WorkPlace, to: 'skipped' | 'cancelled', at: string): OperationRow {
  const { operation, job, part, siblings, other_parts } = place
  const moved = move_operation(context, operation, to, at)
  const facts = { operation_id: operation.id, part_id: part.id, job_id: job.id, previous_status: operation.status, new_status: to }
  context.report(to === 'skipped' ? operationSkipped : operationCancelled, facts, { occurred_at: at })
  const something_was_done = siblings.some((one) => one.status === 'completed')
  if (something_was_done) roll_up_completion(context, { job, part }, all_finished(siblings), other_parts, at)
  return moved
}
