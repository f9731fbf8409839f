import { z } from 'zod'
import { ChangesTold } from '../../../kernel/changes.ts'
import { event } from '../../../kernel/event.ts'
import { Id } from '../../../kernel/id.ts'

const facts = z.object({ item_id: Id })
const subject = 'item_id' as const

export const itemCreated = event({ name: 'item.created', says: 'An item was added.', subject, facts })
export const itemUpdated = event({
  name: 'item.updated',
  says: 'An item was changed.',
  subject,
  facts: facts.extend({ changes: ChangesTold }),
})
export const itemDeleted = event({ name: 'item.deleted', says: 'An item was removed.', subject, facts })
