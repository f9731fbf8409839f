import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { batchUnknown, read_batch } from './batch.ts'
import { BatchWithOperations, operations_of_batch, whole_batch } from './batch-operation.ts'

export const get = verb({
  name: 'batches.get',
  does: 'Shows one batch with its operations.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: z.object({ id: Id }),
  output: BatchWithOperations,
  refuses: [batchUnknown],
  reports: [],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id }) {
    const [batch, rows] = await Promise.all([read_batch(context, id), operations_of_batch(context, id)])
    return whole_batch(batch, rows)
  },
})
