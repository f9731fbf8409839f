import type { Context } from '../../../kernel/context.ts'
import { new_id } from '../../../kernel/id.ts'
import { type JobRow, job_columns } from '../../jobs/job.ts'
import { type PartRow, part_columns } from '../../jobs/parts/part.ts'
import { type OperationRow, operation_columns, operation_tables } from '../../operations/operation.ts'
import type { Finding, LogEntry } from './log-row.ts'

/** What there is already of the work that a log speaks of. */
interface WorkFound {
  readonly jobs: ReadonlyMap<string, JobRow>
  readonly parts: ReadonlyMap<string, readonly PartRow[]>
  readonly operations: ReadonlyMap<string, readonly FoundOperation[]>
  /** Each name of an operation as the database compares names. */
  readonly key_of: ReadonlyMap<string, string>
}
type FoundOperation = OperationRow & { readonly name_key: string }

export interface PlacedJob {
  readonly id: string
  readonly job_number: string
  readonly found: JobRow | null
  readonly quantity: number | null
  readonly parts: PlacedPart[]
}
export interface PlacedPart {
  readonly id: string
  readonly part_number: string
  readonly found: PartRow | null
  readonly product: string | null
  readonly job: PlacedJob
  readonly operations: PlacedOperation[]
}
export interface PlacedOperation {
  readonly id: string
  readonly key: string
  readonly name: string
  readonly sequence: number
  readonly found: OperationRow | null
  readonly part: PlacedPart
  /** What is booked on it, in the order in which it happened. */
  readonly entries: LogEntry[]
}

/** Which of these rows an earlier import has taken in. */
export async function taken_before(context: Context, source: string, entries: readonly LogEntry[]): Promise<ReadonlySet<string>> {
  const ids = entries.map(({ external_id }) => external_id)
  const taken = await context.read<{ external_id: string }>`
    select external_id from time_entries where external_source = ${source} and external_id = any(${ids}) and deleted_at is null
    union select external_id from quantity_reports where external_source = ${source} and external_id = any(${ids})`
  return new Set(taken.map(({ external_id }) => external_id))
}

/** Locks the jobs, then reads all that rows are placed by. */
export async function find_work(context: Context, entries: readonly LogEntry[]): Promise<WorkFound> {
  const numbers = [...new Set(entries.map(({ work_order }) => work_order))]
  const names = [...new Set(entries.map(({ operation }) => operation))]
  const [, jobs, parts, operations, keys] = await Promise.all([
    context.read`select id from jobs where job_number = any(${numbers}) and deleted_at is null order by id for no key update`,
    context.read<JobRow>`select ${job_columns} from jobs where jobs.job_number = any(${numbers}) and jobs.deleted_at is null`,
    context.read<PartRow>`select ${part_columns} from parts join jobs on jobs.id = parts.job_id
      where jobs.job_number = any(${numbers}) and jobs.deleted_at is null and parts.deleted_at is null order by parts.position, parts.id`,
    context.read<FoundOperation>`select ${operation_columns}, operations.name_key from ${operation_tables}
      where jobs.job_number = any(${numbers}) and jobs.deleted_at is null and parts.deleted_at is null and operations.deleted_at is null
      order by operations.sequence`,
    context.read<{ name: string; key: string }>`select name, name_key(name) as key from unnest(${names}::text[]) as log (name)`,
  ])
  return {
    jobs: new Map(jobs.map((job) => [job.job_number, job])),
    parts: Map.groupBy(parts, (part) => part.job_id),
    operations: Map.groupBy(operations, (operation) => operation.part_id),
    key_of: new Map(keys.map(({ name, key }) => [name, key])),
  }
}

export interface Placed {
  readonly jobs: readonly PlacedJob[]
  readonly findings: readonly Finding[]
}

/** Gives every row its operation, as found or to be made. `entries` are in the order in which they happened. */
export function place_entries(found: WorkFound, entries: readonly LogEntry[]): Placed {
  const findings: Finding[] = []
  const by_order = Map.groupBy(entries, ({ work_order }) => work_order)
  const jobs = [...by_order].map(([job_number, of_it]) => {
    const job = place_job(found, job_number, of_it)
    for (const entry of of_it) findings.push(...place_entry(found, job, entry))
    return job
  })
  return { jobs: jobs.filter((job) => job.parts.some((part) => part.operations.some(({ entries: taken }) => taken.length > 0))), findings }
}

function place_job(found: WorkFound, job_number: string, entries: readonly LogEntry[]): PlacedJob {
  const there = found.jobs.get(job_number) ?? null
  const ordered = entries.find(({ order_qty }) => order_qty !== null)?.order_qty ?? null
  const job: PlacedJob = { id: there?.id ?? new_id(), job_number, found: there, quantity: there ? there.quantity : ordered, parts: [] }
  for (const part of found.parts.get(job.id) ?? []) {
    const placed: PlacedPart = { id: part.id, part_number: part.part_number, found: part, product: part.name, job, operations: [] }
    for (const operation of found.operations.get(part.id) ?? []) {
      const { id, name_key: key, name, sequence } = operation
      placed.operations.push({ id, key, name, sequence, found: operation, part: placed, entries: [] })
    }
    job.parts.push(placed)
  }
  if (job.parts.length === 0) {
    const product = entries.find(({ part }) => part !== null)?.part ?? null
    job.parts.push({ id: new_id(), part_number: product ?? job_number, found: null, product, job, operations: [] })
  }
  return job
}

function place_entry(found: WorkFound, job: PlacedJob, entry: LogEntry): Finding[] {
  const { line, part: wanted, order_qty } = entry
  const matching = wanted === null ? undefined : job.parts.find(({ part_number, product }) => part_number === wanted || product === wanted)
  const part = matching ?? job.parts[0]
  if (!part) throw new Error('a job that rows are placed on has a part')
  const operation = operation_of_entry(found, part, entry)
  const ended = [job.found?.status, part.found?.status, operation.found?.status].find((status) => status !== undefined && is_shut(status))
  if (ended)
    return [
      {
        line,
        reason: 'work_ended',
        message: `${entry.operation} of ${job.job_number} is ${ended}; nothing is booked there.`,
        taken: false,
      },
    ]
  operation.entries.push(entry)
  if (operation.entries.length === 1 && !part.operations.includes(operation)) part.operations.push(operation)

  const findings: Finding[] = []
  if (wanted !== null && !matching)
    findings.push({
      line,
      reason: 'part_differs',
      message: `The row says ${wanted}, but ${job.job_number} makes ${part.part_number}; it is booked there.`,
      taken: true,
    })
  if (order_qty !== null && job.quantity !== null && order_qty !== job.quantity)
    findings.push({
      line,
      reason: 'order_qty_differs',
      message: `The row says ${order_qty} are ordered; ${job.job_number} has ${job.quantity}.`,
      taken: true,
    })
  return findings
}

const shut: readonly string[] = ['closed', 'cancelled', 'skipped']
const is_shut = (status: string): boolean => shut.includes(status)

function operation_of_entry(found: WorkFound, part: PlacedPart, { operation: name }: LogEntry): PlacedOperation {
  const key = found.key_of.get(name) ?? name
  const there = part.operations.find((operation) => operation.key === key)
  if (there) return there
  const last = Math.max(0, ...part.operations.map(({ sequence }) => sequence))
  return { id: new_id(), key, name, sequence: (Math.floor(last / 10) + 1) * 10, found: null, part, entries: [] }
}
