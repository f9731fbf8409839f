import type { Context } from '../../../kernel/context.ts'
import { json, sql } from '../../../kernel/sql.ts'
import { type Task, task } from '../../../kernel/task.ts'
import { seconds_between } from '../../../kernel/time.ts'
import { latest_wall_time, next_wall_time } from '../../../kernel/zone.ts'
import { operationPaused } from '../events.ts'
import { move_operation, type OperationRow, operation_columns, operation_tables } from '../operation.ts'
import { add_worked } from './book-time.ts'
import { timeEntryAutoClosed } from './events.ts'
import { type TimeEntry, time_entry_columns } from './time-entry.ts'

type Tenant = Parameters<Task['run']>[1]
type Closed = TimeEntry & { readonly ended_at: string; readonly duration_s: number }

export const close_forgotten = task({
  name: 'time_entries.close_forgotten',
  does: 'Ends clocks that still run past the end of the shift in which they were started. Somebody should confirm them.',
  every: '* * * * *',
  async run(context, tenant) {
    const latest = latest_wall_time(tenant.shift_ends, tenant.time_zone, context.now)
    if (latest === null) return
    const { open, operations } = await locked_clocks(context, latest)
    const closed = close(context, open, tenant, latest)
    for (const operation of operations) {
      const of_it = closed.filter((entry) => entry.operation_id === operation.id)
      const still_open = open.some((entry) => entry.operation_id === operation.id && !of_it.some(({ id }) => id === entry.id))
      if (of_it.length > 0 && !still_open && operation.status === 'running') hold(context, operation, of_it)
    }
  },
})

/** Every running clock of the jobs where one is forgotten. A job that somebody works on just now has its turn in a minute. */
async function locked_clocks(context: Context, latest: string): Promise<{ open: TimeEntry[]; operations: OperationRow[] }> {
  const jobs = await context.read<{ id: string }>`
    select id from jobs where deleted_at is null and id in
      (select t.job_id from time_entries t where t.ended_at is null and t.deleted_at is null and t.started_at < ${latest})
    order by id limit 1000 for no key update skip locked`
  const ids = jobs.map(({ id }) => id)
  if (ids.length === 0) return { open: [], operations: [] }
  const is_open = sql`time_entries.job_id = any(${ids}::uuid[]) and time_entries.ended_at is null and time_entries.deleted_at is null`
  const [open, operations] = await Promise.all([
    context.read<TimeEntry>`select ${time_entry_columns} from time_entries where ${is_open} order by time_entries.id`,
    context.read<OperationRow>`select ${operation_columns} from ${operation_tables}
      where operations.deleted_at is null and operations.id in (select time_entries.operation_id from time_entries where ${is_open})`,
  ])
  return { open, operations }
}

/** At the first shift end after each began: that is the latest one, unless the program was away meanwhile. */
function close(context: Context, open: readonly TimeEntry[], tenant: Tenant, latest: string): Closed[] {
  const closed = open.flatMap((entry): Closed[] => {
    const ended_at = next_wall_time(tenant.shift_ends, tenant.time_zone, entry.started_at)
    if (ended_at === null || ended_at > latest) return []
    return [{ ...entry, ended_at, duration_s: seconds_between(entry.started_at, ended_at) }]
  })
  if (closed.length === 0) return []
  const rows = json(closed.map(({ id, ended_at, duration_s }) => ({ id, ended_at, duration_s })))
  context.write`update time_entries set ended_at = given.ended_at, duration_s = given.duration_s, auto_closed = true, updated_at = ${context.now}
    from jsonb_to_recordset(${rows}::jsonb) as given (id uuid, ended_at timestamptz, duration_s bigint) where time_entries.id = given.id`
  add_worked(context, closed)
  for (const { id, operation_id, job_id, person_id, machine_id, started_at, ended_at, duration_s } of closed) {
    const facts = { time_entry_id: id, operation_id, job_id, person_id, machine_id, started_at, ended_at, duration_s }
    context.report(timeEntryAutoClosed, facts, { occurred_at: ended_at })
  }
  return closed
}

/** Nobody is on the clock at it any more. */
function hold(context: Context, operation: OperationRow, closed: readonly Closed[]): void {
  const [first, ...rest] = closed
  if (!first) return
  const last = rest.reduce((latest, entry) => (entry.ended_at > latest.ended_at ? entry : latest), first)
  const held = move_operation(context, operation, 'held', last.ended_at)
  const facts = {
    operation_id: operation.id,
    part_id: operation.part_id,
    job_id: operation.job_id,
    previous_status: operation.status,
    new_status: held.status,
    workstation_id: operation.workstation_id,
    person_id: last.person_id,
    machine_id: last.machine_id,
    time_entry_ids: closed.map(({ id }) => id),
  }
  context.report(operationPaused, facts, { occurred_at: last.ended_at })
}
