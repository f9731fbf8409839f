import { z } from 'zod'
import { event } from '../../../kernel/event.ts'
import { Id } from '../../../kernel/id.ts'
import { PartStatus } from './part.ts'

const facts = z.object({ part_id: Id, job_id: Id })
const moved = facts.extend({ previous_status: PartStatus, new_status: PartStatus })
const subject = 'part_id' as const

export const partCreated = event({ name: 'part.created', says: 'A part was added to a job.', subject, facts })
export const partUpdated = event({
  name: 'part.updated',
  says: 'Fields of a part were changed.',
  subject,
  facts: facts.extend({ changes: z.record(z.string(), z.json()) }),
})
export const partDeleted = event({ name: 'part.deleted', says: 'A part was removed.', subject, facts })
export const partStarted = event({ name: 'part.started', says: 'Work on a part began.', subject, facts: moved })
export const partHeld = event({ name: 'part.held', says: 'A part was stopped.', subject, facts: moved })
export const partCompleted = event({ name: 'part.completed', says: 'A part is done.', subject, facts: moved })
export const partReopened = event({ name: 'part.reopened', says: 'A completed part has work again.', subject, facts: moved })
export const partCancelled = event({ name: 'part.cancelled', says: 'A part will not be made.', subject, facts: moved })
