import { z } from 'zod'
import { event } from '../../../kernel/event.ts'
import { Id } from '../../../kernel/id.ts'

const facts = z.object({ substep_id: Id, operation_id: Id, job_id: Id })
const subject = 'substep_id' as const

export const substepAdded = event({ name: 'substep.added', says: 'A tick-box was added to an operation.', subject, facts })
export const substepUpdated = event({
  name: 'substep.updated',
  says: 'A tick-box was changed.',
  subject,
  facts: facts.extend({ changes: z.record(z.string(), z.json()) }),
})
export const substepCompleted = event({
  name: 'substep.completed',
  says: 'A tick-box was ticked.',
  subject,
  facts: facts.extend({ person_id: Id.nullable() }),
})
export const substepReopened = event({ name: 'substep.reopened', says: 'A tick was taken back.', subject, facts })
export const substepDeleted = event({ name: 'substep.deleted', says: 'A tick-box was removed.', subject, facts })
