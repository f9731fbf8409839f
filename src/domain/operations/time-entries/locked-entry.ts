import type { Context } from '../../../kernel/context.ts'
import { refusal } from '../../../kernel/errors.ts'
import { sql } from '../../../kernel/sql.ts'
import { type TimeEntry, time_entry_columns, timeEntryUnknown } from './time-entry.ts'

export const timeEntryStale = refusal('stale', 'time_entry_stale', 'The time entry was changed since you read it. Read it again.')

/** Time goes with the operation it was booked on, when that is removed. */
export const entry_is_live = sql`time_entries.deleted_at is null
  and exists (select from operations o where o.id = time_entries.operation_id and o.deleted_at is null)`

export async function read_entry(context: Context, id: string): Promise<TimeEntry> {
  const [entry] = await context.read<TimeEntry>`
    select ${time_entry_columns} from time_entries where time_entries.id = ${id} and ${entry_is_live}`
  if (!entry) throw timeEntryUnknown.because(`There is no time entry ${id}.`)
  return entry
}

/** The entry, read after its job's row was locked. */
export async function locked_entry(context: Context, id: string): Promise<TimeEntry> {
  const [, entry] = await Promise.all([
    context.read<{ id: string }>`
      select id from jobs where id = (select job_id from time_entries where id = ${id}) and deleted_at is null for no key update`,
    read_entry(context, id),
  ])
  return entry
}
