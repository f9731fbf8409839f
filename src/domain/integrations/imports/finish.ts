import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { Name } from '../../../kernel/fields.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { jobCompleted } from '../../jobs/events.ts'
import { type JobRow, job_columns } from '../../jobs/job.ts'
import { partCompleted, partStarted } from '../../jobs/parts/events.ts'
import { type PartRow, part_columns } from '../../jobs/parts/part.ts'
import { roll_up_completion } from '../../jobs/roll-up.ts'
import { operationCompleted } from '../../operations/events.ts'
import { finished, move_operation, type OperationRow, operation_columns, operation_tables } from '../../operations/operation.ts'
import { external_source_of, Source, take_import_turn } from './source.ts'

const Count = z.number().int()

export const finish = verb({
  name: 'imports.finish',
  does: 'Completes running jobs of a log that has been taken in: each operation at the end of its last row, then parts and jobs, as ever. What somebody is on the clock at stays open.',
  kind: 'writes',
  allow: atLeast('planner'),
  origin: 'import',
  input: z.object({
    source: Source,
    job_numbers: z.array(Name).min(1).max(200).meta({ description: 'Work orders of the log, all of whose rows have been taken in.' }),
    dry_run: z.boolean().default(false).meta({ description: 'Only say what would be completed.' }),
  }),
  output: z.object({ completed: z.object({ jobs: Count, parts: Count, operations: Count }) }),
  refuses: [],
  reports: [operationCompleted, partStarted, partCompleted, jobCompleted],
  examples: [{ given: { job_numbers: ['WO-17'] } }],
  async run(context, { source, job_numbers, dry_run }) {
    take_import_turn(context)
    const works = await find_running_work(context, external_source_of(source), job_numbers)
    const completed = { jobs: 0, parts: 0, operations: 0 }
    for (const { job, parts, operations } of works) {
      const due = operations.filter(is_due).sort((a, b) => (a.last_end < b.last_end ? -1 : 1))
      const open = new Set(operations.filter((one) => !finished.includes(one.status) && !is_due(one)).map(({ part_id }) => part_id))
      const ending = parts.filter((part) => !ended(part) && due.some(({ part_id }) => part_id === part.id) && !open.has(part.id))
      completed.operations += due.length
      completed.parts += ending.length
      completed.jobs += ending.length > 0 && parts.every((part) => ended(part) || ending.includes(part)) ? 1 : 0
      if (!dry_run) complete(context, { job, parts, operations }, due)
    }
    return { completed }
  },
})

interface Booked {
  readonly last_end: string | null
  readonly on_the_clock: boolean
  /** Whether any of it came out of this log. */
  readonly of_log: boolean | null
  readonly person_id: string | null
  readonly machine_id: string | null
}
const nothing_booked: Booked = { last_end: null, on_the_clock: false, of_log: null, person_id: null, machine_id: null }

type LoggedOperation = OperationRow & Booked
type DueOperation = LoggedOperation & { readonly last_end: string }

interface RunningWork {
  readonly job: JobRow
  readonly parts: readonly PartRow[]
  readonly operations: readonly LoggedOperation[]
}

const is_due = (one: LoggedOperation): one is DueOperation =>
  one.status === 'running' && one.of_log === true && !one.on_the_clock && one.last_end !== null

const ended = (part: PartRow): boolean => part.status === 'completed' || part.status === 'cancelled'

async function find_running_work(context: Context, source: string, job_numbers: readonly string[]): Promise<RunningWork[]> {
  const numbers = [...job_numbers]
  const [, jobs] = await Promise.all([
    context.read`select id from jobs where job_number = any(${numbers}) and deleted_at is null order by id for no key update`,
    context.read<JobRow>`select ${job_columns} from jobs
      where jobs.job_number = any(${numbers}) and jobs.deleted_at is null and jobs.status = 'running' order by jobs.id`,
  ])
  const ids = jobs.map(({ id }) => id)
  const [parts, operations, booked] = await Promise.all([
    context.read<PartRow>`select ${part_columns} from parts join jobs on jobs.id = parts.job_id
      where parts.job_id = any(${ids}::uuid[]) and parts.deleted_at is null`,
    context.read<OperationRow>`select ${operation_columns} from ${operation_tables}
      where operations.job_id = any(${ids}::uuid[]) and parts.deleted_at is null and operations.deleted_at is null`,
    context.read<Booked & { operation_id: string }>`
      select operation_id, max(ended_at) as last_end, bool_or(ended_at is null) as on_the_clock, bool_or(external_source = ${source}) as of_log,
        (array_agg(person_id order by ended_at desc))[1] as person_id, (array_agg(machine_id order by ended_at desc))[1] as machine_id
      from time_entries where job_id = any(${ids}::uuid[]) and deleted_at is null group by operation_id`,
  ])
  const parts_of = Map.groupBy(parts, (part) => part.job_id)
  const operations_of = Map.groupBy(operations, (operation) => operation.job_id)
  const booked_on = new Map(booked.map((one) => [one.operation_id, one]))
  return jobs.map((job) => ({
    job,
    parts: parts_of.get(job.id) ?? [],
    operations: (operations_of.get(job.id) ?? []).map((operation) => ({
      ...operation,
      ...(booked_on.get(operation.id) ?? nothing_booked),
    })),
  }))
}

/** One after the other as they ended, so that part and job end with the last of them. */
function complete(context: Context, { job, parts, operations }: RunningWork, due: readonly DueOperation[]): void {
  let now_job = job
  const now_parts = new Map(parts.map((part) => [part.id, part]))
  const open = new Map(operations.filter(({ status }) => !finished.includes(status)).map((one) => [one.id, one.part_id]))
  for (const operation of due) {
    const at = operation.last_end
    const { id: operation_id, part_id, job_id, workstation_id, person_id, machine_id } = operation
    const { status } = move_operation(context, operation, 'completed', at)
    const moved = { previous_status: operation.status, new_status: status, workstation_id, person_id, machine_id, time_entry_ids: [] }
    context.report(operationCompleted, { operation_id, part_id, job_id, ...moved }, { occurred_at: at })
    open.delete(operation_id)
    const part = now_parts.get(part_id)
    if (!part) continue
    const others = [...now_parts.values()].filter((other) => other.id !== part_id).map((other) => other.status)
    const rolled_up = roll_up_completion(context, { job: now_job, part }, ![...open.values()].includes(part_id), others, at)
    now_parts.set(part_id, rolled_up.part)
    now_job = rolled_up.job
  }
}
