import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { type Problem, refusal } from '../../../kernel/errors.ts'
import { External, Metadata, Name, Revision, Seconds, Text } from '../../../kernel/fields.ts'
import { Id, reference } from '../../../kernel/id.ts'
import { sql } from '../../../kernel/sql.ts'
import { Moment } from '../../../kernel/time.ts'

export const BatchType = z.enum(['laser_nesting', 'tube_batch', 'saw_batch', 'finishing_batch', 'general'])
export const BatchStatus = z.enum(['draft', 'ready', 'running', 'completed', 'cancelled', 'blocked']).meta({ id: 'BatchStatus' })
export type BatchStatus = z.output<typeof BatchStatus>
const ProductionMode = z.enum(['manual', 'automated'])
export const Distribution = z.enum(['weighted', 'equal', 'none'])

const Url = z.string().max(2048).nullable()

/** What may be said of a batch. */
export const batch_fields = {
  batch_number: Name.meta({ description: 'Unique.' }),
  type: BatchType,
  production_mode: ProductionMode.meta({
    description: '`manual`: somebody starts it. `automated`: the machine tells; only for `laser_nesting`.',
  }),
  workstation_id: reference('workstations'),
  parent_id: Id.nullable().meta({ description: 'The batch that this one is a piece of.' }),
  material: z.string().trim().max(255).nullable(),
  thickness_mm: z.number().positive().max(1e9).nullable(),
  notes: Text.nullable(),
  nesting: Metadata.nullable().meta({ description: 'What the nesting program says.' }),
  nesting_image_url: Url,
  layout_image_url: Url,
  ...External,
}

export const Batch = z
  .object({
    id: Id,
    ...batch_fields,
    workstation_id: Id,
    status: BatchStatus,
    operations_count: z.number().int(),
    planned_s: Seconds.nullable().meta({ description: 'The sum of what is planned for its operations; null where one has no plan.' }),
    started_at: Moment.nullable(),
    started_by: Id.nullable(),
    machine_id: Id.nullable(),
    ended_at: Moment.nullable(),
    ended_by: Id.nullable(),
    elapsed_s: Seconds.nullable(),
    distribution: Distribution.nullable().meta({ description: 'How the elapsed time was shared among the operations.' }),
    external_source: z.string().nullable(),
    external_id: z.string().nullable(),
    created_at: Moment,
    updated_at: Moment,
    revision: Revision,
    workstation: z.object({ id: Id, name: z.string() }),
  })
  .meta({ id: 'Batch', description: 'Operations of several jobs that are run together.' })
export type Batch = z.output<typeof Batch>

/** Where a batch may go. */
export const batch_moves: Readonly<Record<BatchStatus, readonly BatchStatus[]>> = {
  draft: ['ready', 'blocked', 'running', 'cancelled'],
  ready: ['draft', 'blocked', 'running', 'cancelled'],
  blocked: ['draft', 'ready', 'cancelled'],
  running: ['completed', 'cancelled'],
  completed: [],
  cancelled: [],
}
/** While it stands so, operations come and go. */
export const open_statuses: readonly BatchStatus[] = ['draft', 'ready', 'blocked']

export const batchUnknown = refusal('not_found', 'batch_unknown', 'There is no such batch.')
export const batchStale = refusal('stale', 'batch_stale', 'The batch was changed since you read it. Read it again.')
export const batchNumberTaken = refusal('conflict', 'batch_number_taken', 'Another batch has that number.')
export const batchExternalTaken = refusal('conflict', 'batch_external_taken', 'Another batch has that external id.')
export const batchNotMovable = refusal('conflict', 'batch_not_movable', 'The batch’s status does not allow that.')
export const batchEmpty = refusal('conflict', 'batch_empty', 'There are no operations in the batch.')
export const operationInBatch = refusal('conflict', 'operation_in_batch', 'An operation is in a batch already.')
export const operationFinished = refusal('conflict', 'operation_finished', 'An operation is finished already.')

const planned = sql`(select case when count(*) = count(coalesce(o.planned_total_s, o.planned_setup_s, o.planned_run_s_per_piece)) then
    sum(coalesce(o.planned_total_s, round(coalesce(o.planned_setup_s, 0) + coalesce(o.planned_run_s_per_piece, 0) * p.quantity))) end
  from batch_operations b join operations o on o.id = b.operation_id join parts p on p.id = o.part_id
  where b.batch_id = batches.id and o.deleted_at is null)`

export const batch_columns = sql`batches.id, batches.batch_number, batches.type, batches.production_mode, batches.status, batches.workstation_id,
  batches.parent_id, batches.material, batches.thickness_mm, batches.notes, batches.nesting, batches.nesting_image_url, batches.layout_image_url,
  (select count(*) from batch_operations b join operations o on o.id = b.operation_id
    where b.batch_id = batches.id and o.deleted_at is null) as operations_count,
  ${planned} as planned_s, batches.started_at, batches.started_by, batches.machine_id, batches.ended_at, batches.ended_by, batches.elapsed_s,
  batches.distribution, batches.external_source, batches.external_id, batches.created_at, batches.updated_at, batches.revision,
  workstations.name as workstation_name`
export const batch_tables = sql`batches join workstations on workstations.id = batches.workstation_id`

export interface BatchRow extends Omit<Batch, 'workstation'> {
  readonly workstation_name: string
}

export function batch_of({ workstation_name, ...batch }: BatchRow): Batch {
  return { ...batch, workstation: { id: batch.workstation_id, name: workstation_name } }
}

export async function read_batch(context: Context, id: string): Promise<BatchRow> {
  const [row] = await context.read<BatchRow>`
    select ${batch_columns} from ${batch_tables} where batches.id = ${id} and batches.deleted_at is null`
  if (!row) throw batchUnknown.because(`There is no batch ${id}.`)
  return row
}

/** A batch is locked before its jobs: nothing that holds a job asks for a batch. */
export async function locked_batch(context: Context, id: string): Promise<BatchRow> {
  context.read`select id from batches where id = ${id} for no key update`
  return read_batch(context, id)
}

export function assert_batch_movable(batch: BatchRow, to: BatchStatus): void {
  const possible = batch_moves[batch.status]
  if (possible.includes(to)) return
  const onward = possible.length === 0 ? 'there is no way on from there' : `from there it can become ${possible.join(' or ')}`
  throw batchNotMovable.because(`Batch ${batch.batch_number} is ${batch.status}; ${onward}.`, {
    status: batch.status,
    wanted: to,
    possible,
  })
}

/** What to answer where a number, an external id or an operation has just been taken by another. */
export function expect_conflicts(context: Context, batch_number: string): void {
  context.on_conflict('batches_number', batchNumberTaken.because(`There is already a batch ${batch_number}.`))
  context.on_conflict('batches_external', batchExternalTaken.because())
  context.on_conflict('batch_operations_live', operationInBatch.because())
}

const Loose = z.object({ type: z.unknown().optional(), production_mode: z.unknown().optional() }).catch({})

/** Of what was sent, or of what will stand after a change. */
export function faults_of_mode(raw: unknown): Problem[] {
  const { type, production_mode } = Loose.parse(raw)
  return production_mode === 'automated' && type !== 'laser_nesting'
    ? [{ path: ['production_mode'], rule: 'choice', message: 'Only laser nesting runs automated.' }]
    : []
}

/** A parent must be there, and not be a piece of this one. */
export async function assert_parent(context: Context, id: string, parent_id: string | null | undefined): Promise<void> {
  if (!parent_id) return
  const line = await context.read<{ id: string }>`
    with recursive above as (
      select b.id, b.parent_id, 1 as depth from batches b where b.id = ${parent_id} and b.deleted_at is null
      union all select b.id, b.parent_id, above.depth + 1 from batches b join above on b.id = above.parent_id where above.depth < 100)
    select id from above`
  if (line.length === 0) context.problem(['parent_id'], 'unknown_reference', `There is no batch ${parent_id}.`)
  else if (line.some((above) => above.id === id)) context.problem(['parent_id'], 'circular', 'A batch cannot be a piece of itself.')
  context.settle()
}
