import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { batchNotMovable, batchUnknown, locked_batch, read_batch } from './batch.ts'
import { assert_open, BatchWithOperations, operationNotInBatch, operations_of_batch, whole_batch } from './batch-operation.ts'
import { batchOperationsRemoved } from './events.ts'

export const remove_operations = verb({
  name: 'batches.remove_operations',
  does: 'Takes operations out of a batch that has not been started.',
  kind: 'writes',
  allow: atLeast('supervisor'),
  input: z.object({ id: Id, operation_ids: z.array(Id).min(1).max(1000) }),
  output: BatchWithOperations,
  refuses: [batchUnknown, batchNotMovable, operationNotInBatch],
  reports: [batchOperationsRemoved],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', operation_ids: ['019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11'] } }],
  async run(context, { id, operation_ids }) {
    const [batch, inside] = await Promise.all([locked_batch(context, id), operations_of_batch(context, id)])
    const missing = operation_ids.find((wanted) => !inside.some(({ operation_id }) => operation_id === wanted))
    if (missing !== undefined) throw operationNotInBatch.because(`Operation ${missing} is not in batch ${batch.batch_number}.`)
    assert_open(batch)
    context.write`delete from batch_operations where batch_id = ${id} and operation_id = any(${operation_ids}::uuid[])`
    context.change('batches', id, { updated_at: context.now })
    context.report(batchOperationsRemoved, { batch_id: id, workstation_id: batch.workstation_id, operation_ids })
    const [after, rows] = await Promise.all([read_batch(context, id), operations_of_batch(context, id)])
    return whole_batch(after, rows)
  },
})
