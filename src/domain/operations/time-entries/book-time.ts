import type { Context } from '../../../kernel/context.ts'
import { refusal } from '../../../kernel/errors.ts'
import { new_id } from '../../../kernel/id.ts'
import { json } from '../../../kernel/sql.ts'
import { seconds_between } from '../../../kernel/time.ts'
import { timeEntryBooked } from './events.ts'
import type { TimeEntry } from './time-entry.ts'

export const timeEntryExternalTaken = refusal('conflict', 'time_entry_external_taken', 'Another time entry has that external id.')

export interface Booking {
  readonly job_id: string
  readonly operation_id: string
  readonly person_id: string | null
  readonly machine_id: string | null
  readonly kind: TimeEntry['kind']
  readonly started_at: string
  readonly ended_at: string
  readonly is_rework: boolean
  readonly notes: string | null
  readonly external_source: string | null
  readonly external_id: string | null
}

/** Books any number of times that have ended, in one insert. Their jobs' rows are locked by the caller. */
export function book_time(context: Context, bookings: readonly Booking[]): TimeEntry[] {
  const entries = bookings.map((booking) => ({
    id: new_id(),
    number: null,
    ...booking,
    duration_s: seconds_between(booking.started_at, booking.ended_at),
    auto_closed: false,
    confirmed_at: null,
    origin: context.origin,
    recorded_at: context.now,
    updated_at: context.now,
    revision: 1,
  }))
  context.on_conflict('time_entries_external', timeEntryExternalTaken.because())
  context.insert(
    'time_entries',
    entries.map(({ number: _, ...row }) => row),
  )
  context.count('time_entries', 'live', entries.length)
  add_worked(context, entries)
  for (const { id, operation_id, job_id, person_id, machine_id, kind, started_at, ended_at, duration_s } of entries) {
    const facts = { time_entry_id: id, operation_id, job_id, person_id, machine_id, kind, started_at, ended_at, duration_s }
    context.report(timeEntryBooked, facts, { occurred_at: ended_at })
  }
  return entries
}

interface Worked {
  readonly operation_id: string
  /** Below zero where time is taken away. */
  readonly duration_s: number
}

/** What operations have been worked is the sum of their ended entries: every change of one comes through here. */
export function add_worked(context: Context, worked: readonly Worked[]): void {
  const by_operation = Map.groupBy(worked, ({ operation_id }) => operation_id)
  const sums = [...by_operation].map(([id, of_it]) => ({ id, s: of_it.reduce((all, { duration_s }) => all + duration_s, 0) }))
  const changed = sums.filter(({ s }) => s !== 0)
  if (changed.length === 0) return
  context.write`update operations set worked_s = operations.worked_s + given.s, updated_at = ${context.now}
    from jsonb_to_recordset(${json(changed)}::jsonb) as given (id uuid, s bigint) where operations.id = given.id`
}
