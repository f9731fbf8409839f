import { z } from 'zod'
import { BatchType } from '../../../domain/planning/batches/batch.ts'
import { verbs } from '../../../domain/verbs.gen.ts'
import type { Input } from '../../../kernel/verb.ts'
import { answer, type Row } from '../dialect.ts'
import type { Takes } from '../taking.ts'
import { batch_out, batch_status, EryxonBatch, EryxonBatchWhole, Mode, Status, whole_out } from './batch-shapes.ts'
import { Done, done, Listed, listed } from './envelope.ts'
import { alias, ById, LongText, Metadata, Paging, paging_takes, Text, Uuid } from './members.ts'

const entity = 'batch'

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

export const batch_rows: readonly Row[] = [list, get, create, update, remove]
