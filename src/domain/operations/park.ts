import type { Context } from '../../kernel/context.ts'
import { operationPaused, operationResumed, operationUnparked } from './events.ts'
import { finished, set_operation_status } from './operation.ts'
import { close_entries } from './time-entries/time-entry.ts'
import { tell_work, type WorkPlace } from './work.ts'

/** Something wrong stops the work: the operation is on hold, and cannot be gone on with until that is solved. */
export function park_work(context: Context, place: WorkPlace, at: string): void {
  const { operation } = place
  if (operation.parked_from !== null || finished.includes(operation.status)) return
  const parked_from = operation.status
  if (parked_from === 'held') {
    context.change('operations', operation.id, { parked_from, updated_at: context.now })
    return
  }
  const { entries, closed, added_s } = close_entries(context, place.entries, at)
  const held = set_operation_status(context, operation, 'held', at, { parked_from, worked_s: operation.worked_s + added_s })
  tell_work(context, operationPaused, { place, operation: held, entries, ended: closed }, at)
}

/** It is solved: the operation is again what it was. Nobody's clock is started, for nobody has said who works. */
export function unpark_work(context: Context, place: WorkPlace, at: string): void {
  const { operation, job, part, entries } = place
  const { parked_from } = operation
  if (parked_from === null) return
  const over = [job.status, part.status].some((status) => status === 'completed' || status === 'closed' || status === 'cancelled')
  if (over || operation.status !== 'held' || parked_from === 'held') {
    context.change('operations', operation.id, { parked_from: null, updated_at: context.now })
    return
  }
  const unparked = set_operation_status(context, operation, parked_from, at, { held_at: null })
  if (parked_from === 'running') tell_work(context, operationResumed, { place, operation: unparked, entries }, at)
  else {
    const facts = {
      operation_id: operation.id,
      part_id: part.id,
      job_id: job.id,
      previous_status: operation.status,
      new_status: parked_from,
    }
    context.report(operationUnparked, facts, { occurred_at: at })
  }
}
