import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { batchUnknown, locked_batch } from './batch.ts'
import { batchRunning } from './batch-operation.ts'
import { batchDeleted } from './events.ts'

export const remove = verb({
  name: 'batches.delete',
  does: 'Removes a batch that is not running. Its operations stay, free for another one.',
  kind: 'writes',
  allow: atLeast('supervisor'),
  input: z.object({ id: Id }),
  output: z.object({ id: Id }),
  refuses: [batchUnknown, batchRunning],
  reports: [batchDeleted],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id }) {
    const batch = await locked_batch(context, id)
    if (batch.status === 'running') throw batchRunning.because(`Batch ${batch.batch_number} is running. Stop or cancel it first.`)
    context.change('batches', id, { deleted_at: context.now, updated_at: context.now })
    context.write`update batch_operations set is_live = false where batch_id = ${id}`
    context.report(batchDeleted, { batch_id: id, workstation_id: batch.workstation_id })
    return { id }
  },
})
