import { z } from 'zod'
import { type Batch, type BatchStatus, BatchType } from '../../../domain/planning/batches/batch.ts'
import type { BatchOperation } from '../../../domain/planning/batches/batch-operation.ts'
import { words } from '../words.ts'
import { job_words, minutes_of, operation_status } from './words.ts'

const batch_words = ['draft', 'ready', 'in_progress', 'completed', 'cancelled', 'blocked'] as const
export const Status = z.enum(batch_words)
export const Mode = z.enum(['manual', 'automated'])
const text = z.string().nullable()

export const batch_status = words<BatchStatus, (typeof batch_words)[number]>(
  { draft: 'draft', ready: 'ready', running: 'in_progress', completed: 'completed', cancelled: 'cancelled', blocked: 'blocked' },
  { draft: 'draft', ready: 'ready', in_progress: 'running', completed: 'completed', cancelled: 'cancelled', blocked: 'blocked' },
)

export const EryxonBatch = z
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

export const EryxonBatchWhole = EryxonBatch.extend({
  operations_assigned: z.number().int(),
  batch_operations: z.array(EryxonBatchOperation),
})

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

export const whole_out = ({
  operations,
  ...batch
}: Batch & { readonly operations: readonly Inside[] }): z.input<typeof EryxonBatchWhole> => ({
  ...batch_out(batch),
  operations_assigned: operations.length,
  batch_operations: operations.map(operation_out),
})
