import { z } from 'zod'
import { ChangesTold } from '../../../kernel/changes.ts'
import { event } from '../../../kernel/event.ts'
import { Id } from '../../../kernel/id.ts'

const facts = z.object({ api_key_id: Id })
const subject = 'api_key_id' as const

export const apiKeyCreated = event({
  name: 'api_key.created',
  says: 'A key for another system was made.',
  subject,
  facts: facts.extend({ person_id: Id }),
})
export const apiKeyUpdated = event({
  name: 'api_key.updated',
  says: 'A key was changed or switched.',
  subject,
  facts: facts.extend({ changes: ChangesTold }),
})
export const apiKeyDeleted = event({ name: 'api_key.deleted', says: 'A key was removed.', subject, facts })
