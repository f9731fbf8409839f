import type { Context } from '../../../kernel/context.ts'
import { refusal } from '../../../kernel/errors.ts'
import { jobCreated, jobStarted } from '../../jobs/events.ts'
import { partCreated, partStarted } from '../../jobs/parts/events.ts'
import { operationCreated, operationStarted } from '../../operations/events.ts'
import { type Masters, workstation_of } from './named.ts'
import type { PlacedJob, PlacedOperation, PlacedPart } from './place.ts'

/** What of the placed work is new. A new part has only new operations, and a new job only a new part. */
export interface NewWork {
  readonly jobs: readonly PlacedJob[]
  readonly parts: readonly PlacedPart[]
  readonly operations: readonly PlacedOperation[]
}

export function new_work(jobs: readonly PlacedJob[]): NewWork {
  const parts = jobs.flatMap((job) => job.parts)
  return {
    jobs: jobs.filter(({ found }) => found === null),
    parts: parts.filter(({ found }) => found === null),
    operations: parts.flatMap((part) => part.operations).filter(({ found }) => found === null),
  }
}

/** What has evidently been made, where nobody wrote down how many were ordered; at least one. */
export function quantity_of(part: PlacedPart): number {
  if (part.job.quantity !== null) return part.job.quantity
  const made = part.operations.map(({ entries }) => entries.reduce((all, { good, scrap, mrb }) => all + good + scrap + mrb, 0))
  return Math.max(1, ...made)
}

/** Each operation's rows are in the order in which they happened. */
export const first_start = (operations: readonly PlacedOperation[]): string =>
  operations.flatMap(({ entries: [first] }) => (first ? [first.started_at] : [])).toSorted()[0] ?? ''

const again = refusal('unavailable', 'try_again', 'Somebody just made a job or an operation that the log names. Try again.')

/** Writes new jobs, parts and operations as they stand once their first row has begun: three inserts for any number of them. */
export function lay_out(context: Context, { jobs, parts, operations }: NewWork, code_numbers: readonly number[], masters: Masters): void {
  const { now, origin } = context
  const made = { created_at: now, updated_at: now }
  const numbers = code_numbers[Symbol.iterator]()
  const next = (): number => Number(numbers.next().value)
  for (const index of ['jobs_number', 'operations_sequence']) context.on_conflict(index, again.because())
  context.insert(
    'jobs',
    jobs.map(({ id, job_number, quantity, parts: of_it }) => ({
      id,
      code_number: next(),
      job_number,
      name: job_number,
      quantity,
      status: 'running',
      moved_by: 'roll_up',
      origin,
      started_at: first_start(of_it.flatMap((part) => part.operations)),
      ...made,
    })),
  )
  context.insert(
    'parts',
    parts.map((part) => ({
      id: part.id,
      job_id: part.job.id,
      position: 1,
      part_number: part.part_number,
      name: part.part_number,
      product_id: part.product === null ? null : masters.products.of(part.product).id,
      status: 'running',
      quantity: quantity_of(part),
      sequence_policy: context.policies.sequence_policy,
      started_at: first_start(part.operations),
      ...made,
    })),
  )
  context.insert(
    'operations',
    operations.map((operation) => ({
      id: operation.id,
      code_number: next(),
      job_id: operation.part.job.id,
      part_id: operation.part.id,
      sequence: operation.sequence,
      name: operation.name,
      workstation_id: workstation_of(operation, masters),
      status: 'running',
      started_at: first_start([operation]),
      ...made,
    })),
  )
  context.count('jobs', 'running', jobs.length)
  context.count('parts', 'running', parts.length)
  context.count('operations', 'running', operations.length)
  tell(context, { jobs, parts, operations }, masters)
}

function tell(context: Context, { jobs, parts, operations }: NewWork, masters: Masters): void {
  const moved = { previous_status: 'waiting', new_status: 'running' } as const
  for (const { id: job_id, parts: of_it } of jobs) {
    const all = of_it.flatMap((part) => part.operations)
    const when = { occurred_at: first_start(all) }
    context.report(jobCreated, { job_id, parts_count: of_it.length, operations_count: all.length }, when)
    context.report(jobStarted, { job_id, previous_status: 'released', new_status: 'running' }, when)
  }
  for (const { id: part_id, job, operations: of_it } of parts) {
    const when = { occurred_at: first_start(of_it) }
    context.report(partCreated, { part_id, job_id: job.id }, when)
    context.report(partStarted, { part_id, job_id: job.id, ...moved }, when)
  }
  for (const operation of operations) {
    const when = { occurred_at: first_start([operation]) }
    const facts = { operation_id: operation.id, part_id: operation.part.id, job_id: operation.part.job.id }
    context.report(operationCreated, facts, when)
    context.report(operationStarted, { ...facts, ...moved, ...first_worker(operation, masters), time_entry_ids: [] }, when)
  }
}

export function first_worker(operation: PlacedOperation, masters: Masters) {
  const [first] = operation.entries
  return {
    workstation_id: workstation_of(operation, masters),
    person_id: first && first.operator !== null ? masters.people.of(first.operator).id : null,
    machine_id: first && first.machine !== null ? masters.machines.of(first.machine).id : null,
  }
}
