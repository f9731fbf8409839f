import { z } from 'zod'
import { type Event, event } from '../../kernel/event.ts'
import { Id } from '../../kernel/id.ts'
import { JobStatus } from './job.ts'

const facts = z.object({ job_id: Id })
const moved = facts.extend({ previous_status: JobStatus, new_status: JobStatus })
const subject = 'job_id' as const
/** The fact of a move from one status to another. */
export type JobMove = Event<string, typeof moved>

export const jobCreated = event({
  name: 'job.created',
  says: 'A job was taken in.',
  subject,
  facts: facts.extend({ parts_count: z.number().int(), operations_count: z.number().int() }),
})
export const jobUpdated = event({
  name: 'job.updated',
  says: 'Fields of a job were changed.',
  subject,
  facts: facts.extend({ changes: z.record(z.string(), z.json()) }),
})
export const jobDeleted = event({ name: 'job.deleted', says: 'A job was removed.', subject, facts })
export const jobReleased = event({ name: 'job.released', says: 'A job may now be worked on.', subject, facts: moved })
export const jobStarted = event({ name: 'job.started', says: 'Work on a job began.', subject, facts: moved })
export const jobHeld = event({ name: 'job.held', says: 'A job was stopped.', subject, facts: moved })
export const jobResumed = event({ name: 'job.resumed', says: 'A stopped job goes on.', subject, facts: moved })
export const jobCompleted = event({ name: 'job.completed', says: 'A job is done.', subject, facts: moved })
export const jobReopened = event({ name: 'job.reopened', says: 'A completed job has work again.', subject, facts: moved })
export const jobClosed = event({ name: 'job.closed', says: 'A completed job was put away.', subject, facts: moved })
export const jobCancelled = event({ name: 'job.cancelled', says: 'A job will not be made.', subject, facts: moved })
