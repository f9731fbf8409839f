import { z } from 'zod'
import { share_out } from '../../../domain/planning/batches/shares.ts'
import { verbs } from '../../../domain/verbs.gen.ts'
import type { Output } from '../../../kernel/verb.ts'
import { answer, type Row } from '../dialect.ts'
import { batch_status, EryxonBatchWhole, Status, whole_out } from './batch-shapes.ts'
import { Done, done } from './envelope.ts'
import { Uuid } from './members.ts'
import { minutes_of } from './words.ts'

const entity = 'batch'

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

export const batch_lifecycle_rows: readonly Row[] = [start, stop, add, cancel]
