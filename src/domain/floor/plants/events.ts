import { z } from 'zod'
import { ChangesTold } from '../../../kernel/changes.ts'
import { event } from '../../../kernel/event.ts'
import { Id } from '../../../kernel/id.ts'

const facts = z.object({ plant_id: Id })
const subject = 'plant_id' as const

export const plantCreated = event({ name: 'plant.created', says: 'A plant was set up.', subject, facts })
export const plantUpdated = event({
  name: 'plant.updated',
  says: 'A plant was changed.',
  subject,
  facts: facts.extend({ changes: ChangesTold }),
})
export const plantDeleted = event({ name: 'plant.deleted', says: 'A plant was removed.', subject, facts })
