import { z } from 'zod'
import { ChangesTold } from '../../../kernel/changes.ts'
import { event } from '../../../kernel/event.ts'
import { Id } from '../../../kernel/id.ts'

const subject = 'assignment_id' as const
const facts = z.object({ assignment_id: Id, job_id: Id, part_id: Id.nullable(), person_id: Id })

export const assignmentCreated = event({ name: 'assignment.created', says: 'Somebody was given a job or a part.', subject, facts })
export const assignmentUpdated = event({
  name: 'assignment.updated',
  says: 'An assignment was changed.',
  subject,
  facts: facts.extend({ changes: ChangesTold }),
})
export const assignmentDeleted = event({ name: 'assignment.deleted', says: 'An assignment was taken back.', subject, facts })
