import type { Context } from '../../../kernel/context.ts'
import type { Event } from '../../../kernel/event.ts'
import { worker } from '../../operations/work.ts'
import { issueClosed, issueReopened, issueResolved, issueUpdated, ncrVerified } from './events.ts'
import { facts_of, type IssueRow, type IssueStatus, issue_moves, issueNotMovable, issueNotVerified } from './issue.ts'

/** What a change of status may report. */
export const move_events: readonly Event[] = [issueResolved, issueClosed, issueReopened, issueUpdated]

/** One legal move, with its times, its fact and what is said of it. What it does to the work is settled apart. */
export function move_issue(context: Context, issue: IssueRow, to: IssueStatus, at: string, said: Partial<IssueRow> = {}): IssueRow {
  const what = issue.ncr_number ?? `Issue ${issue.title}`
  const facts = { issue_id: issue.id, status: issue.status, wanted: to, possible: issue_moves[issue.status] }
  if (!issue_moves[issue.status].includes(to))
    throw issueNotMovable.because(`${what} is ${issue.status}; from there it can become ${facts.possible.join(' or ')}.`, facts)
  if (to === 'closed' && issue.verification_required && issue.verified_at === null)
    throw issueNotVerified.because(`The correction of ${what} must be verified before it is closed.`, facts)
  const changes = { status: to, ...said, ...times_of_move(context, { ...issue, ...said }, to, at), updated_at: context.now }
  context.change('issues', issue.id, changes)
  const moved = { ...issue, ...changes }
  tell_move(context, issue, moved, at)
  return moved
}

function times_of_move(context: Context, issue: IssueRow, to: IssueStatus, at: string): Partial<IssueRow> {
  switch (to) {
    case 'resolved':
      return { resolved_at: at, resolved_by: issue.resolved_by ?? worker(context, undefined) }
    case 'closed':
      return { closed_at: at }
    case 'open':
      // What was done so far did not hold.
      return { resolved_at: null, resolved_by: null, closed_at: null, is_rejected: false, verified_at: null, verified_by: null }
    default:
      return {}
  }
}

function tell_move(context: Context, before: IssueRow, after: IssueRow, at: string): void {
  const { status: previous_status } = before
  const { status: new_status, is_rejected } = after
  const facts = { ...facts_of(after), previous_status, new_status }
  if (new_status === 'resolved') context.report(issueResolved, facts, { occurred_at: at })
  else if (new_status === 'closed') context.report(issueClosed, { ...facts, is_rejected }, { occurred_at: at })
  else if (new_status === 'open' && previous_status !== 'in_progress') context.report(issueReopened, facts, { occurred_at: at })
  else {
    const changes = { status: { before: previous_status, after: new_status } }
    context.report(issueUpdated, { ...facts_of(after), changes }, { occurred_at: at })
  }
}

export function tell_verified(context: Context, issue: IssueRow): void {
  context.report(ncrVerified, { ...facts_of(issue), person_id: issue.verified_by })
}
