import type { Context } from '../../../kernel/context.ts'
import type { Refusal } from '../../../kernel/errors.ts'
import type { Event } from '../../../kernel/event.ts'
import { jobUnknown } from '../../jobs/job.ts'
import { partUnknown } from '../../jobs/parts/part.ts'
import { operationPaused, operationResumed, operationUnparked } from '../../operations/events.ts'
import { operationUnknown } from '../../operations/operation.ts'
import { park_work, unpark_work } from '../../operations/park.ts'
import { timeEntryEnded } from '../../operations/time-entries/events.ts'
import { endBeforeStart } from '../../operations/time-entries/time-entry.ts'
import { locked_work } from '../../operations/work.ts'
import { type Issue, type IssueRow, is_stopped, issue_of, read_issue, stops } from './issue.ts'

/** What a change of an issue may bring about at its operation. */
export const work_events: readonly Event[] = [operationPaused, operationResumed, operationUnparked, timeEntryEnded]
export const work_refusals: readonly Refusal[] = [operationUnknown, partUnknown, jobUnknown, endBeforeStart]

/** The operation is parked with the first issue that stops it, and goes on when the last one stops it no more; a removed one (null) stops nothing. */
export async function settle_work(context: Context, before: IssueRow, after: IssueRow | null, at: string): Promise<void> {
  const stops_now = after !== null && stops(after)
  if (stops_now === stops(before)) return
  const { operation_id, id } = before
  const [place, stopped] = await Promise.all([locked_work(context, operation_id), is_stopped(context, operation_id, id)])
  if (stops_now) park_work(context, place, at)
  else if (!stopped) unpark_work(context, place, at)
}

/** What a verb that has moved an issue answers, when the work is as it has to be. */
export async function settled_issue(context: Context, before: IssueRow, after: IssueRow, at: string): Promise<Issue> {
  await settle_work(context, before, after, at)
  return issue_of(await read_issue(context, after.id))
}
