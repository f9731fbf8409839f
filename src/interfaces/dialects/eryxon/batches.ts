import { z } from 'zod'
import { type Batch, type BatchStatus, BatchType } from '../../../domain/planning/batches/batch.ts'
import type { BatchOperation } from '../../../domain/planning/batches/batch-operation.ts'
import { share_out } from '../../../domain/planning/batches/shares.ts'
import { verbs } from '../../../domain/verbs.gen.ts'
import type { Input, Output } from '../../../kernel/verb.ts'
import { answer, type Row } from '../dialect.ts'
import type { Takes } from '../taking.ts'
import { words } from '../words.ts'
import { Done, done, Listed, listed } from './envelope.ts'
import { alias, ById, LongText, Metadata, Paging, paging_takes, Text, Uuid } from './members.ts'
import { job_words, minutes_of, operation_status } from './words.ts'

const entity = 'batch'
const batch_words = ['draft', 'ready', 'in_progress', 'completed', 'cancelled', 'blocked'] as const
const Status = z.enum(batch_words)
const Mode = z.enum(['manual', 'automated'])
const text = z.string().nullable()

export const batch_status = words<BatchStatus, (typeof batch_words)[number]>(
  { draft: 'draft', ready: 'ready', running: 'in_progress', completed: 'completed', cancelled: 'cancelled', blocked: 'blocked' },
  { draft: 'draft', ready: 'ready', in_progress: 'running', completed: 'completed', cancelled: 'cancelled', blocked: 'blocked' },
)

const Given = z.object({
  batch_number: Text.optional().meta({ description: 'Unique. Left out, one is drawn.' }),
  batch_type: BatchType.optional().meta({ description: '`general` unless told.' }),
  production_mode: Mode.optional().meta({ description: '`automated` only for `laser_nesting`.' }),
  cell_id: Uuid.optional(),
  status: Status.optional().meta({ description: '`draft`, `ready` or `blocked`; the rest is reached by the lifecycle.' }),
  material: Text.nullish(),
  thickness_mm: z.number().nullish(),
  notes: LongText.nullish(),
  nesting_metadata: Metadata.nullish(),
  nesting_image_url: z.string().max(2048).nullish(),
  layout_image_url: z.string().max(2048).nullish(),
  parent_batch_id: Uuid.nullish(),
  external_id: Text.nullish(),
  external_source: Text.nullish(),
})

const given_takes = {
  batch_number: 'batch_number',
  batch_type: 'type',
  production_mode: 'production_mode',
  cell_id: 'workstation_id',
  status: { to: 'status', as: batch_status.ours },
  material: 'material',
  thickness_mm: 'thickness_mm',
  notes: 'notes',
  nesting_metadata: 'nesting',
  nesting_image_url: 'nesting_image_url',
  layout_image_url: 'layout_image_url',
  parent_batch_id: 'parent_id',
  external_id: 'external_id',
  external_source: 'external_source',
} as const satisfies Takes<z.input<typeof Given>, Input<(typeof verbs)['batches.update']>>

const EryxonBatch = z
  .strictObject({
    id: z.string(),
    batch_number: z.string(),
    batch_type: BatchType,
    production_mode: Mode,
    status: Status,
    cell_id: z.string(),
    material: text,
    thickness_mm: z.number().nullable(),
    notes: text,
    nesting_metadata: z.record(z.string(), z.json()).nullable(),
    nesting_image_url: text,
    layout_image_url: text,
    parent_batch_id: text,
    operations_count: z.number().int(),
    estimated_time: z.number().int().nullable().meta({ description: 'Minutes planned for all its operations.' }),
    actual_time: z.number().int().nullable().meta({ description: 'Minutes from start to end.' }),
    started_by: text,
    completed_by: text,
    external_id: text,
    external_source: text,
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
    started_at: z.iso.datetime().nullable(),
    completed_at: z.iso.datetime().nullable(),
    cell: z.strictObject({ id: z.string(), name: z.string() }),
  })
  .meta({ id: 'EryxonBatch' })

const EryxonBatchOperation = z
  .strictObject({
    operation_id: z.string(),
    sequence_in_batch: z.number().int(),
    operation_name: z.string(),
    status: z.enum(job_words),
    estimated_time: z.number().int().nullable(),
    part_id: z.string(),
    part_number: z.string(),
    job_id: z.string(),
    job_number: z.string(),
  })
  .meta({ id: 'EryxonBatchOperation' })

const EryxonBatchWhole = EryxonBatch.extend({ operations_assigned: z.number().int(), batch_operations: z.array(EryxonBatchOperation) })

export const batch_out = (batch: Batch): z.input<typeof EryxonBatch> => ({
  id: batch.id,
  batch_number: batch.batch_number,
  batch_type: batch.type,
  production_mode: batch.production_mode,
  status: batch_status.theirs(batch.status),
  cell_id: batch.workstation_id,
  material: batch.material,
  thickness_mm: batch.thickness_mm,
  notes: batch.notes,
  nesting_metadata: batch.nesting,
  nesting_image_url: batch.nesting_image_url,
  layout_image_url: batch.layout_image_url,
  parent_batch_id: batch.parent_id,
  operations_count: batch.operations_count,
  estimated_time: minutes_of(batch.planned_s),
  actual_time: minutes_of(batch.elapsed_s),
  started_by: batch.started_by,
  completed_by: batch.ended_by,
  external_id: batch.external_id,
  external_source: batch.external_source,
  created_at: batch.created_at,
  updated_at: batch.updated_at,
  started_at: batch.started_at,
  completed_at: batch.status === 'completed' ? batch.ended_at : null,
  cell: batch.workstation,
})

type Inside = z.output<typeof BatchOperation>
const operation_out = (operation: Inside): z.input<typeof EryxonBatchOperation> => ({
  operation_id: operation.operation_id,
  sequence_in_batch: operation.sequence,
  operation_name: operation.name,
  status: operation_status.theirs(operation.status),
  estimated_time: minutes_of(operation.planned_s),
  part_id: operation.part_id,
  part_number: operation.part_number,
  job_id: operation.job_id,
  job_number: operation.job_number,
})

const whole_out = ({ operations, ...batch }: Batch & { readonly operations: readonly Inside[] }): z.input<typeof EryxonBatchWhole> => ({
  ...batch_out(batch),
  operations_assigned: operations.length,
  batch_operations: operations.map(operation_out),
})

const sort = { to: 'sort', as: (given: unknown) => (given === 'batch_type' ? 'type' : given) } as const
const SortBy = z.enum(['batch_number', 'created_at', 'status', 'batch_type']).optional()
const SortOrder = z.enum(['asc', 'desc']).optional()

const list = answer('GET /api-batches', verbs['batches.list'], {
  entity,
  query: z.object({
    ...Paging,
    status: Status.optional(),
    batch_type: BatchType.optional(),
    cell_id: Uuid.optional(),
    material: Text.optional().meta({ description: 'Part of the material.' }),
    search: Text.optional().meta({ description: 'Part of the number or the material.' }),
    sort: SortBy,
    sort_by: alias(SortBy, 'sort'),
    order: SortOrder,
    sort_order: alias(SortOrder, 'order'),
  }),
  blank: 'absent',
  takes: {
    ...paging_takes,
    status: { to: 'status', as: batch_status.ours },
    batch_type: 'type',
    cell_id: 'workstation_id',
    material: 'material',
    search: 'search',
    sort,
    sort_by: sort,
    order: 'order',
    sort_order: 'order',
  },
  adds: { with_total: true },
  reply: Listed({ batches: z.array(EryxonBatch), operation_batches: z.array(EryxonBatch).meta({ description: 'The same.' }) }),
  gives: (output, asked) => {
    const batches = output.data.map(batch_out)
    return listed({ batches, operation_batches: batches }, output, asked)
  },
})

const get = answer('GET /api-batches?id', verbs['batches.get'], {
  entity,
  query: ById,
  blank: 'absent',
  takes: { id: 'id' },
  reply: Done({ batch: EryxonBatchWhole }),
  gives: (batch) => done({ batch: whole_out(batch) }),
})

const create = answer('POST /api-batches', verbs['batches.create'], {
  entity,
  body: z.object({ ...Given.shape, cell_id: Uuid, operation_ids: z.array(Uuid).optional() }),
  blank: 'absent',
  takes: { ...given_takes, operation_ids: 'operation_ids' },
  success: 201,
  reply: Done({ batch: EryxonBatchWhole }),
  gives: (batch) => done({ batch: whole_out(batch) }),
})

const update = answer(['PATCH /api-batches', 'PUT /api-batches'], verbs['batches.update'], {
  entity,
  says: 'Changes fields of a batch. Operations are added by the lifecycle.',
  query: ById,
  body: Given,
  blank: 'null',
  takes: { id: 'id', ...given_takes },
  needs_a_field: true,
  reply: Done({ batch: EryxonBatch }),
  gives: (batch) => done({ batch: batch_out(batch) }),
})

const remove = answer('DELETE /api-batches', verbs['batches.delete'], {
  entity,
  query: ById,
  blank: 'absent',
  takes: { id: 'id' },
  reply: Done({ message: z.string(), batch_id: z.string() }),
  gives: ({ id }) => done({ message: 'Batch deleted successfully', batch_id: id }),
})

const at = (word: string) => [`POST /api-batch-lifecycle/${word}`, `POST /api-batch-lifecycle?action=${word}`] as const
const Move = z.object({ id: Uuid.optional().meta({ description: 'Here or in the body.' }) })
const ByWhom = Move.extend({ operator_id: Uuid.nullish() })
const of_move = { entity, query: Move, blank: 'absent', takes: { id: 'id', operator_id: 'person_id' } } as const
const source_of = (person_id: string | null): z.output<typeof Monitored> => (person_id === null ? 'machine' : 'operator')
const Monitored = z.enum(['operator', 'machine'])

const start = answer(at('start'), verbs['batches.start'], {
  ...of_move,
  says: 'Starts a batch and all its operations. `operator_id` is required, but for an automated one.',
  body: ByWhom,
  reply: Done({
    batch_id: z.string(),
    status: Status,
    operations_started: z.number().int(),
    started_at: z.iso.datetime().nullable(),
    monitoring_source: Monitored,
    batch: EryxonBatchWhole,
  }),
  gives: ({ batch, time_entries_started }) =>
    done({
      batch_id: batch.id,
      status: batch_status.theirs(batch.status),
      operations_started: time_entries_started.length,
      started_at: batch.started_at,
      monitoring_source: source_of(batch.started_by),
      batch: whole_out(batch),
    }),
})

/** Their minutes are shared like our seconds, so that they add up to the minutes in all. */
function in_minutes({
  batch,
  elapsed_s,
  shares,
}: Output<(typeof verbs)['batches.stop']>): { id: string; minutes: number; seconds: number }[] {
  const planned = new Map(batch.operations.map((operation) => [operation.operation_id, operation]))
  const sharing = shares.map(({ operation_id }) => ({ planned_s: planned.get(operation_id)?.planned_s ?? null }))
  const { shares: minutes } = share_out(minutes_of(elapsed_s), sharing)
  return shares.map(({ operation_id: id, share_s: seconds }, at) => ({ id, minutes: minutes[at] ?? 0, seconds }))
}

const stop = answer(at('stop'), verbs['batches.stop'], {
  ...of_move,
  says: 'Ends a batch: its time is shared among its operations, by `estimated_time` where all have one, and they are completed.',
  body: ByWhom,
  reply: Done({
    batch_id: z.string(),
    status: Status,
    total_minutes: z.number().int(),
    total_seconds: z.number().int(),
    distribution_method: z.enum(['weighted', 'equal', 'none']),
    operations: z.array(z.strictObject({ id: z.string(), minutes: z.number().int(), seconds: z.number().int() })),
    monitoring_source: Monitored,
    batch: EryxonBatchWhole,
  }),
  gives: (ended) =>
    done({
      batch_id: ended.batch.id,
      status: batch_status.theirs(ended.batch.status),
      total_minutes: minutes_of(ended.elapsed_s),
      total_seconds: ended.elapsed_s,
      distribution_method: ended.distribution,
      operations: in_minutes(ended),
      monitoring_source: source_of(ended.batch.started_by),
      batch: whole_out(ended.batch),
    }),
})

const add = answer(at('add-operations'), verbs['batches.add_operations'], {
  entity,
  query: Move,
  body: Move.extend({ operation_ids: z.array(Uuid) }),
  blank: 'absent',
  takes: { id: 'id', operation_ids: 'operation_ids' },
  reply: Done({ batch_id: z.string(), operations_added: z.number().int(), batch: EryxonBatchWhole }),
  gives: (batch, asked) => done({ batch_id: batch.id, operations_added: asked.operation_ids.length, batch: whole_out(batch) }),
})

const cancel = answer(at('cancel'), verbs['batches.cancel'], {
  entity,
  says: 'Cancels a batch. Of a running one the time so far is shared, and its operations are put on hold.',
  query: Move,
  body: Move,
  blank: 'absent',
  takes: { id: 'id' },
  reply: Done({ batch: EryxonBatchWhole }),
  gives: (batch) => done({ batch: whole_out(batch) }),
})

export const batch_rows: readonly Row[] = [list, get, create, update, remove, start, stop, add, cancel]
