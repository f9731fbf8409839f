import { z } from 'zod'
import { ChangesTold } from '../../../kernel/changes.ts'
import { event } from '../../../kernel/event.ts'
import { Id } from '../../../kernel/id.ts'
import { IssueStatus } from './issue.ts'

const facts = z.object({ issue_id: Id, operation_id: Id, part_id: Id, job_id: Id })
const found = facts.extend({ person_id: Id.nullable().meta({ description: 'Who found it, where that is known.' }) })
const moved = facts.extend({ previous_status: IssueStatus, new_status: IssueStatus })
const subject = 'issue_id' as const

export const issueCreated = event({ name: 'issue.created', says: 'Something wrong was reported.', subject, facts: found })
export const ncrCreated = event({ name: 'ncr.created', says: 'A non-conformance was reported.', subject, facts: found })
export const issueUpdated = event({
  name: 'issue.updated',
  says: 'Fields of an issue were changed, or somebody took it up.',
  subject,
  facts: facts.extend({ changes: ChangesTold }),
})
export const issueResolved = event({ name: 'issue.resolved', says: 'What was wrong is put right.', subject, facts: moved })
export const issueClosed = event({
  name: 'issue.closed',
  says: 'An issue was put away.',
  subject,
  facts: moved.extend({ is_rejected: z.boolean().meta({ description: 'Because nothing was wrong.' }) }),
})
export const issueReopened = event({ name: 'issue.reopened', says: 'It is wrong again, or still.', subject, facts: moved })
export const ncrVerified = event({
  name: 'ncr.verified',
  says: 'Somebody has seen that the correction of an NCR holds.',
  subject,
  facts: facts.extend({ person_id: Id.nullable().meta({ description: 'Who verified it.' }) }),
})
export const issueDeleted = event({ name: 'issue.deleted', says: 'An issue was removed.', subject, facts })
