import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { refusal } from '../../../kernel/errors.ts'
import { Seconds } from '../../../kernel/fields.ts'
import { Id, new_id } from '../../../kernel/id.ts'
import { sql } from '../../../kernel/sql.ts'
import { finished, OperationStatus } from '../../operations/operation.ts'
import { Batch, type BatchRow, batch_of, batchNotMovable, open_statuses, operationFinished, operationInBatch } from './batch.ts'

export const BatchOperation = z
  .object({
    operation_id: Id,
    job_id: Id,
    part_id: Id,
    sequence: z.number().int().meta({ description: 'Its place in the batch, from 1.' }),
    name: z.string(),
    job_number: z.string(),
    part_number: z.string(),
    status: OperationStatus,
    planned_s: Seconds.nullable(),
    share_s: Seconds.nullable().meta({ description: 'The share of the batch’s time that was booked here.' }),
  })
  .meta({ id: 'BatchOperation' })

export const BatchWithOperations = Batch.extend({ operations: z.array(BatchOperation) })

export const operationNotInBatch = refusal('not_found', 'operation_not_in_batch', 'The operation is not in this batch.')
export const batchRunning = refusal('conflict', 'batch_running', 'The batch is running. Stop or cancel it first.')

export interface BatchOperationRow extends z.output<typeof BatchOperation> {
  readonly id: string
  readonly time_entry_id: string | null
}

const columns = sql`b.id, b.operation_id, b.job_id, o.part_id, b.sequence, o.name, j.job_number, p.part_number, o.status, b.time_entry_id, b.share_s,
  coalesce(o.planned_total_s, case when o.planned_setup_s is null and o.planned_run_s_per_piece is null then null
    else round(coalesce(o.planned_setup_s, 0) + coalesce(o.planned_run_s_per_piece, 0) * p.quantity) end) as planned_s`

/** In the batch's order. What was removed with its part or job is not among them. */
export const operations_of_batch = (context: Context, batch_id: string): Promise<BatchOperationRow[]> =>
  context.read<BatchOperationRow>`
    select ${columns} from batch_operations b join operations o on o.id = b.operation_id join parts p on p.id = o.part_id join jobs j on j.id = o.job_id
    where b.batch_id = ${batch_id} and o.deleted_at is null order by b.sequence`

/** After the batch itself, and in one order everywhere. */
export const lock_jobs_of = (context: Context, rows: readonly BatchOperationRow[]): Promise<{ id: string }[]> =>
  context.read<{ id: string }>`select id from jobs where id = any(${[...new Set(rows.map(({ job_id }) => job_id))]}::uuid[])
    and deleted_at is null order by id for no key update`

export const whole_batch = (batch: BatchRow, rows: readonly BatchOperationRow[]): z.input<typeof BatchWithOperations> => ({
  ...batch_of(batch),
  operations: rows.map(({ id: _, time_entry_id: __, ...operation }) => operation),
})

export function assert_open(batch: BatchRow): void {
  if (!open_statuses.includes(batch.status))
    throw batchNotMovable.because(`Batch ${batch.batch_number} is ${batch.status}; its operations stay as they are.`, {
      status: batch.status,
      possible: open_statuses,
    })
}

interface Wanted {
  readonly id: string
  readonly name: string
  readonly job_id: string
  readonly status: OperationStatus
  readonly batch_number: string | null
}

/** Reads the operations that are to go into a batch, in the order given, and refuses those that cannot. */
export async function free_operations(context: Context, ids: readonly string[]): Promise<Wanted[]> {
  if (ids.length === 0) return []
  assert_no_double(context, ids)
  const found = await context.read<Wanted>`
    select o.id, o.name, o.job_id, o.status, (select n.batch_number from batch_operations b join batches n on n.id = b.batch_id
      where b.operation_id = o.id and b.is_live) as batch_number
    from operations o where o.id = any(${ids}::uuid[]) and o.deleted_at is null`
  context.settle()
  const taken = found.filter(({ batch_number }) => batch_number !== null)
  if (taken.length > 0) {
    const names = taken.map(({ name, batch_number }) => `${name} is in batch ${batch_number}`).join(', ')
    throw operationInBatch.because(`${names}.`, { operation_ids: taken.map(({ id }) => id) })
  }
  assert_unfinished(found)
  const by_id = new Map(found.map((one) => [one.id, one]))
  return ids.flatMap((id) => by_id.get(id) ?? [])
}

function assert_no_double(context: Context, ids: readonly string[]): void {
  const first = new Map<string, number>()
  for (const [at, id] of ids.entries()) {
    if (first.has(id)) context.problem(['operation_ids', at], 'duplicate', 'This operation is given twice.')
    else first.set(id, at)
  }
}

export function assert_unfinished(operations: readonly { id: string; name: string; status: OperationStatus }[]): void {
  const ended = operations.filter(({ status }) => finished.includes(status))
  if (ended.length === 0) return
  const names = ended.map(({ name, status }) => `${name} is ${status}`).join(', ')
  throw operationFinished.because(`${names}.`, { operation_ids: ended.map(({ id }) => id) })
}

export function put_into_batch(context: Context, batch_id: string, operations: readonly Wanted[], first_sequence: number): void {
  context.insert(
    'batch_operations',
    operations.map(({ id: operation_id, job_id }, at) => ({
      id: new_id(),
      batch_id,
      operation_id,
      job_id,
      sequence: first_sequence + at,
      is_live: true,
    })),
  )
}
