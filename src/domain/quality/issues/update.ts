import { z } from 'zod'
import { changes_between } from '../../../kernel/changes.ts'
import type { Context } from '../../../kernel/context.ts'
import { Id, reference } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { issueUpdated, ncrVerified } from './events.ts'
import {
  facts_of,
  Issue,
  type IssueRow,
  IssueStatus,
  issue_fields,
  issueNotMovable,
  issueNotNcr,
  issueNotVerified,
  issueStale,
  issueUnknown,
  locked_issue,
} from './issue.ts'
import { move_events, move_issue, tell_verified } from './move.ts'
import { settled_issue, work_events, work_refusals } from './settle-work.ts'

const somebody = reference('people').nullable().optional()

const Given = z.object({
  id: Id,
  status: IssueStatus.optional(),
  ...z.object(issue_fields).partial().shape,
  is_rejected: Issue.shape.is_rejected.optional(),
  verified_by: somebody.meta({ description: 'Who has verified the correction, now; null takes it back.' }),
  resolved_by: somebody.meta({
    description: 'Who put it right. Left out, where it becomes resolved: whoever is signed in; with a key, nobody.',
  }),
  reported_by: somebody,
})
type Given = z.output<typeof Given>

export const update = verb({
  name: 'issues.update',
  does: 'Changes an issue. A new status is a legal move, with its times and its fact, and what it means for the work.',
  kind: 'writes',
  allow: atLeast('supervisor'),
  input: Given,
  output: Issue,
  refuses: [issueUnknown, issueStale, issueNotMovable, issueNotVerified, issueNotNcr, ...work_refusals],
  reports: [ncrVerified, ...move_events, ...work_events],
  examples: [
    { given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', status: 'in_progress', root_cause: 'The tool was worn.' } },
    { given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', stops_work: false } },
  ],
  async run(context, { id, status, ...given }) {
    const issue = await locked_issue(context, id)
    if (context.expected_revision !== null && context.expected_revision !== issue.revision) throw issueStale.because()
    const to = status ?? issue.status
    assert_fits(context, issue, given, to)
    const changed = change_fields(context, issue, given)
    const moved = to === issue.status ? changed : move_issue(context, changed, to, context.now)
    return settled_issue(context, issue, moved, context.now)
  },
})

type Fields = Omit<Given, 'id' | 'status'>

/** What only an NCR has, and what only a closed issue is. */
function assert_fits(context: Context, issue: IssueRow, given: Fields, to: IssueStatus): void {
  const is_ncr = issue.kind === 'ncr'
  if (given.verified_by && !is_ncr) throw issueNotNcr.because()
  if (given.verification_required && !is_ncr) context.problem(['verification_required'], 'choice', 'Only an NCR has that.')
  if (given.description === null && !is_ncr) context.problem(['description'], 'required', 'A general issue says what is wrong.')
  if (given.is_rejected && to !== 'closed') context.problem(['is_rejected'], 'choice', 'Only what is closed was rejected.')
  context.settle()
}

function change_fields(context: Context, issue: IssueRow, given: Fields): IssueRow {
  const { columns, told, none } = changes_between(issue, given)
  if (none) return issue
  const is_verified = typeof columns.verified_by === 'string'
  const verification = columns.verified_by === undefined ? {} : { verified_at: is_verified ? context.now : null }
  const written = { ...columns, ...verification, revision: issue.revision + 1, updated_at: context.now }
  context.change('issues', issue.id, written)
  const changed = { ...issue, ...written }
  const { verified_by, ...others } = told
  const changes = is_verified || verified_by === undefined ? others : told
  if (Object.keys(changes).length > 0) context.report(issueUpdated, { ...facts_of(issue), changes })
  if (is_verified) tell_verified(context, changed)
  return changed
}
