import { z } from 'zod'
import { Id, reference } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { batchNotMovable, batchUnknown, expect_conflicts, locked_batch, operationFinished, operationInBatch, read_batch } from './batch.ts'
import { assert_open, BatchWithOperations, free_operations, operations_of_batch, put_into_batch, whole_batch } from './batch-operation.ts'
import { batchOperationsAdded } from './events.ts'

export const add_operations = verb({
  name: 'batches.add_operations',
  does: 'Puts more operations into a batch that has not been started.',
  kind: 'writes',
  allow: atLeast('supervisor'),
  input: z.object({ id: Id, operation_ids: z.array(reference('operations')).min(1).max(1000) }),
  output: BatchWithOperations,
  refuses: [batchUnknown, batchNotMovable, operationInBatch, operationFinished],
  reports: [batchOperationsAdded],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', operation_ids: ['019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11'] } }],
  async run(context, { id, operation_ids }) {
    const [batch, [last]] = await Promise.all([
      locked_batch(context, id),
      context.read<{ sequence: number }>`select sequence from batch_operations where batch_id = ${id} order by sequence desc limit 1`,
    ])
    assert_open(batch)
    const operations = await free_operations(context, operation_ids)
    expect_conflicts(context, batch.batch_number)
    put_into_batch(context, id, operations, (last?.sequence ?? 0) + 1)
    context.change('batches', id, { updated_at: context.now })
    context.report(batchOperationsAdded, { batch_id: id, workstation_id: batch.workstation_id, operation_ids })
    const [after, rows] = await Promise.all([read_batch(context, id), operations_of_batch(context, id)])
    return whole_batch(after, rows)
  },
})
