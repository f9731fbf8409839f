import type { Context } from '../../kernel/context.ts'
import { roll_up_completion, roll_up_start } from '../jobs/roll-up.ts'
import { operationCompleted } from '../operations/events.ts'
import { type OperationRow, set_operation_status } from '../operations/operation.ts'
import { close_entries } from '../operations/time-entries/time-entry.ts'
import { all_finished, tell_work } from '../operations/work.ts'
import { type PartFloor, place_on, with_operation } from './floor.ts'

/**
 * An operation is done when the part has all its units and none on its way stands at or before it. So one unit that goes on, or is lost,
 * may complete several of them, and with the last one part and job. `since` is where that unit stood: what lies before it is as it was.
 */
export function settle(context: Context, floor: PartFloor, since: OperationRow | undefined, at: string): PartFloor {
  if (floor.units_made < floor.part.quantity || floor.occupied.has(null)) return floor
  const first_taken = floor.operations.findIndex(({ id }) => floor.occupied.has(id))
  const passed = first_taken < 0 ? floor.operations : floor.operations.slice(0, first_taken)
  const done = passed.filter((operation) => operation.sequence >= (since?.sequence ?? operation.sequence) && is_done(floor, operation))
  if (done.length === 0) return floor
  // All units may be lost before anybody has begun: then the job begins with its end.
  const begun = floor.job.status === 'draft' || floor.job.status === 'released' ? { ...floor, ...roll_up_start(context, floor, at) } : floor
  const after = done.reduce((before, operation) => complete_on(context, before, operation, at), begun)
  const { job, part } = roll_up_completion(context, after, all_finished(after.operations), after.other_parts, at)
  return { ...after, job, part }
}

/** What nobody has begun is done only where all units were lost before it: one that was added behind their backs still has its work. */
function is_done(floor: PartFloor, operation: OperationRow): boolean {
  if (operation.parked_from !== null) return false
  if (operation.status === 'running' || operation.status === 'held') return true
  if (operation.status !== 'waiting' || floor.occupied.size > 0) return false
  return floor.operations.every(({ sequence, good }) => sequence < operation.sequence || good === 0)
}

function complete_on(context: Context, floor: PartFloor, operation: OperationRow, at: string): PartFloor {
  const place = place_on(floor, operation)
  // A clock that was started a moment ago, by another call, ends no sooner.
  const end = [at, ...place.entries.map(({ started_at }) => started_at)].toSorted().at(-1) ?? at
  const { closed, added_s } = close_entries(context, place.entries, end)
  const completed = set_operation_status(context, operation, 'completed', at, { worked_s: operation.worked_s + added_s })
  tell_work(context, operationCompleted, { place, operation: completed, entries: [], ended: closed }, at)
  const clocks = floor.clocks.filter(({ operation_id }) => operation_id !== operation.id)
  return with_operation({ ...floor, clocks }, completed)
}
