import { z } from 'zod'
import { ChangesTold } from '../../../kernel/changes.ts'
import { event } from '../../../kernel/event.ts'
import { Id } from '../../../kernel/id.ts'

const facts = z.object({ reason_id: Id })
const subject = 'reason_id' as const

export const reasonCreated = event({ name: 'reason.created', says: 'A reason was added.', subject, facts })
export const reasonUpdated = event({
  name: 'reason.updated',
  says: 'A reason was changed or switched.',
  subject,
  facts: facts.extend({ changes: ChangesTold }),
})
export const reasonDeleted = event({ name: 'reason.deleted', says: 'A reason was removed.', subject, facts })
