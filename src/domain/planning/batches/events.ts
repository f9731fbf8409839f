import { z } from 'zod'
import { ChangesTold } from '../../../kernel/changes.ts'
import { event } from '../../../kernel/event.ts'
import { Seconds } from '../../../kernel/fields.ts'
import { Id } from '../../../kernel/id.ts'
import { Moment } from '../../../kernel/time.ts'
import { Distribution } from './batch.ts'

const subject = 'batch_id' as const
const facts = z.object({ batch_id: Id, workstation_id: Id })
const filled = facts.extend({ operation_ids: z.array(Id) })
const ended = filled.extend({
  person_id: Id.nullable(),
  machine_id: Id.nullable(),
  started_at: Moment,
  elapsed_s: Seconds,
  distribution: Distribution,
  shares: z.array(z.object({ operation_id: Id, share_s: Seconds })),
})

export const batchCreated = event({
  name: 'batch.created',
  says: 'Operations were put together to be run at once.',
  subject,
  facts: filled,
})
export const batchUpdated = event({
  name: 'batch.updated',
  says: 'A batch was changed.',
  subject,
  facts: facts.extend({ changes: ChangesTold }),
})
export const batchOperationsAdded = event({
  name: 'batch.operations_added',
  says: 'Operations were put into a batch.',
  subject,
  facts: filled,
})
export const batchOperationsRemoved = event({
  name: 'batch.operations_removed',
  says: 'Operations were taken out of a batch.',
  subject,
  facts: filled,
})
export const batchStarted = event({
  name: 'batch.started',
  says: 'A batch was started, and all its operations with it.',
  subject,
  facts: filled.extend({ person_id: Id.nullable(), machine_id: Id.nullable() }),
})
export const batchCompleted = event({
  name: 'batch.completed',
  says: 'A batch is done; its time was shared among its operations.',
  subject,
  facts: ended,
})
export const batchCancelled = event({
  name: 'batch.cancelled',
  says: 'A batch will not be run, or not to its end.',
  subject,
  facts: filled,
})
export const batchDeleted = event({ name: 'batch.deleted', says: 'A batch was removed.', subject, facts })
