import { z } from 'zod'
import { At, happened_at } from '../../../kernel/at.ts'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { operationPaused } from '../../operations/events.ts'
import { timeEntryEnded } from '../../operations/time-entries/events.ts'
import { locked_work, pause_work, work_refusals } from '../../operations/work.ts'
import { assert_batch_movable, batchNotMovable, batchUnknown, locked_batch, read_batch } from './batch.ts'
import { BatchWithOperations, operations_of_batch, whole_batch } from './batch-operation.ts'
import { end_batch } from './end.ts'
import { batchCancelled } from './events.ts'

export const cancel = verb({
  name: 'batches.cancel',
  does: 'Says that a batch will not be run. Of a running one the time so far is shared, and its operations are put on hold.',
  kind: 'writes',
  allow: atLeast('operator'),
  input: z.object({ id: Id, at: At }),
  output: BatchWithOperations,
  refuses: [batchUnknown, batchNotMovable, ...work_refusals],
  reports: [batchCancelled, operationPaused, timeEntryEnded],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id, ...given }) {
    const at = happened_at(context, given.at)
    const [batch, inside] = await Promise.all([locked_batch(context, id), operations_of_batch(context, id)])
    assert_batch_movable(batch, 'cancelled')
    if (batch.status === 'running') {
      const { stretches, elapsed_s, distribution } = await end_batch(context, batch, inside, at)
      for (const { operation_id } of inside) {
        const place = await locked_work(context, operation_id)
        if (place.operation.status === 'running') pause_work(context, place, at, stretches)
      }
      context.change('batches', id, { elapsed_s, distribution })
    }
    context.write`update batch_operations set is_live = false where batch_id = ${id}`
    context.change('batches', id, { status: 'cancelled', ended_at: at, ended_by: context.actor.person_id, updated_at: context.now })
    const operation_ids = inside.map(({ operation_id }) => operation_id)
    context.report(batchCancelled, { batch_id: id, workstation_id: batch.workstation_id, operation_ids }, { occurred_at: at })
    const [after, rows] = await Promise.all([read_batch(context, id), operations_of_batch(context, id)])
    return whole_batch(after, rows)
  },
})
