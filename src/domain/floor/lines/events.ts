import { z } from 'zod'
import { ChangesTold } from '../../../kernel/changes.ts'
import { event } from '../../../kernel/event.ts'
import { Id } from '../../../kernel/id.ts'

const facts = z.object({ line_id: Id })
const subject = 'line_id' as const

export const lineCreated = event({ name: 'line.created', says: 'A line was set up.', subject, facts })
export const lineUpdated = event({
  name: 'line.updated',
  says: 'A line was changed.',
  subject,
  facts: facts.extend({ changes: ChangesTold }),
})
export const lineDeleted = event({ name: 'line.deleted', says: 'A line was removed.', subject, facts })
