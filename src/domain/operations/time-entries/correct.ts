import { changes_between } from '../../../kernel/changes.ts'
import type { Context } from '../../../kernel/context.ts'
import type { Row } from '../../../kernel/sql.ts'
import { seconds_between } from '../../../kernel/time.ts'
import { add_worked } from './book-time.ts'
import { timeEntryCorrected } from './events.ts'
import type { TimeEntry } from './time-entry.ts'

/**
 * Changes an entry to what it should have been and the operation's time with it. `more` is written along and not told.
 * Nothing that differs, nothing written.
 */
export function correct_entry(
  context: Context,
  before: TimeEntry,
  right: Partial<TimeEntry>,
  reason: string | null,
  more: Partial<TimeEntry> = {},
): TimeEntry {
  const { started_at, ended_at } = { ...before, ...right }
  const duration_s = ended_at === null ? null : seconds_between(started_at, ended_at)
  const changes = changes_between(before, { ...right, duration_s })
  const columns: Row = { ...changes.columns, ...more }
  if (Object.keys(columns).length === 0) return before
  context.change('time_entries', before.id, { ...columns, updated_at: context.now })
  add_worked(context, [{ operation_id: before.operation_id, duration_s: (duration_s ?? 0) - (before.duration_s ?? 0) }])
  const after = { ...before, ...right, ...more, duration_s, updated_at: context.now }
  if (!changes.none) {
    const { id: time_entry_id, operation_id, job_id, person_id, machine_id } = after
    context.report(timeEntryCorrected, { time_entry_id, operation_id, job_id, person_id, machine_id, changes: changes.told, reason })
  }
  return after
}
