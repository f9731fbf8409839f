import type { Context } from '../../kernel/context.ts'
import { type Sql, sql } from '../../kernel/sql.ts'
import { type JobRow, jobNotMovable, read_job } from '../jobs/job.ts'
import { type PartRow, type PartStatus, read_part } from '../jobs/parts/part.ts'
import { jobOnHold, type OperationRow, operation_columns, operation_tables } from '../operations/operation.ts'
import { type TimeEntry, time_entry_columns } from '../operations/time-entries/time-entry.ts'
import type { WorkPlace } from '../operations/work.ts'

/** All that moving the units of a part is decided on; read after the job's row was locked. Each step answers how it stands afterwards. */
export interface PartFloor {
  readonly job: JobRow
  readonly part: PartRow
  /** How many units were ever made for the part; from the first one on they count it. */
  readonly units_made: number
  /** In their order. */
  readonly operations: readonly OperationRow[]
  readonly other_parts: readonly PartStatus[]
  /** Those that run at any of the operations. */
  readonly clocks: readonly TimeEntry[]
  /** Where units stand that are still on their way; null is before the first operation. */
  readonly occupied: ReadonlySet<string | null>
}

/** `moving` says which units are about to leave from where they stand: all others are looked for. */
export async function read_floor(context: Context, its_part: Sql, moving: Sql): Promise<PartFloor> {
  const its_job = sql`(select p.job_id from parts p where p.id = ${its_part})`
  const on_its_way = sql`units.status in ('open', 'held') and units.deleted_at is null and not (${moving})`
  const [job, part, [made], operations, others, clocks, occupied] = await Promise.all([
    read_job(context, its_job),
    read_part(context, its_part),
    context.read<{ units_made: number }>`select units_made from parts where id = ${its_part}`,
    context.read<OperationRow>`select ${operation_columns} from ${operation_tables}
      where operations.part_id = ${its_part} and operations.deleted_at is null order by operations.sequence`,
    context.read<{ status: PartStatus }>`
      select status from parts where job_id = ${its_job} and id <> ${its_part} and deleted_at is null`,
    context.read<TimeEntry>`select ${time_entry_columns} from time_entries
      where operation_id in (select o.id from operations o where o.part_id = ${its_part}) and ended_at is null and deleted_at is null`,
    context.read<{ id: string | null }>`
      select o.id from operations o where o.part_id = ${its_part} and o.deleted_at is null
        and exists (select from units where units.part_id = o.part_id and units.operation_id = o.id and ${on_its_way})
      union all select null where exists (select from units where units.part_id = ${its_part} and units.operation_id is null and ${on_its_way})`,
  ])
  return {
    job,
    part,
    units_made: made?.units_made ?? 0,
    operations,
    other_parts: others.map(({ status }) => status),
    clocks,
    occupied: new Set(occupied.map(({ id }) => id)),
  }
}

/** Where work stopped for all of the job, its units stop, too. */
export function assert_job_goes_on({ job }: PartFloor): void {
  if (job.status === 'held') throw jobOnHold.because(`Job ${job.job_number} is on hold. Resume it first.`, { job_id: job.id })
  if (job.status === 'closed' || job.status === 'cancelled')
    throw jobNotMovable.because(`Job ${job.job_number} is ${job.status}.`, { job_id: job.id, status: job.status })
}

export const operation_on = (floor: PartFloor, id: string | null): OperationRow | undefined =>
  floor.operations.find((operation) => operation.id === id)

/** The next one after that sequence at which something is to be done. */
export const next_operation = (floor: PartFloor, after: OperationRow | undefined): OperationRow | undefined =>
  floor.operations.find(
    ({ sequence, status }) => (after === undefined || sequence > after.sequence) && status !== 'skipped' && status !== 'cancelled',
  )

export const with_operation = (floor: PartFloor, operation: OperationRow): PartFloor => ({
  ...floor,
  operations: floor.operations.map((one) => (one.id === operation.id ? operation : one)),
})

/** The floor as verbs that move one operation see it. */
export const place_on = ({ job, part, operations, other_parts, clocks }: PartFloor, operation: OperationRow): WorkPlace => ({
  job,
  part,
  operation,
  siblings: operations.filter(({ id }) => id !== operation.id),
  other_parts,
  entries: clocks.filter(({ operation_id }) => operation_id === operation.id),
})
