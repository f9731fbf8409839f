import { z } from 'zod'
import { ChangesTold } from '../../kernel/changes.ts'
import { event } from '../../kernel/event.ts'
import { Id } from '../../kernel/id.ts'

const facts = z.object({ person_id: Id })
const subject = 'person_id' as const

export const personCreated = event({ name: 'person.created', says: 'A person was taken in.', subject, facts })
export const personUpdated = event({
  name: 'person.updated',
  says: 'A person was changed or switched; of names, addresses and secrets only that they changed.',
  subject,
  facts: facts.extend({ changes: ChangesTold }),
})
export const personDeleted = event({ name: 'person.deleted', says: 'A person was removed.', subject, facts })
