import { z } from 'zod'
import { ChangesTold } from '../../../kernel/changes.ts'
import { event } from '../../../kernel/event.ts'
import { Id } from '../../../kernel/id.ts'

const subject = 'resource_id' as const
const facts = z.object({ resource_id: Id })
const lent = facts.extend({ operation_id: Id, quantity: z.number() })

export const resourceCreated = event({ name: 'resource.created', says: 'A resource was put on record.', subject, facts })
export const resourceUpdated = event({
  name: 'resource.updated',
  says: 'A resource was changed.',
  subject,
  facts: facts.extend({ changes: ChangesTold }),
})
export const resourceDeleted = event({ name: 'resource.deleted', says: 'A resource was removed.', subject, facts })
export const resourceAssigned = event({ name: 'resource.assigned', says: 'A resource was lent to an operation.', subject, facts: lent })
export const resourceReleased = event({ name: 'resource.released', says: 'A resource came back from an operation.', subject, facts: lent })
