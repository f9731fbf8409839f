import { z } from 'zod'
import { At, happened_at } from '../../../kernel/at.ts'
import type { Context } from '../../../kernel/context.ts'
import type { Problem } from '../../../kernel/errors.ts'
import { new_id, reference } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { jobUnknown } from '../../jobs/job.ts'
import { partUnknown } from '../../jobs/parts/part.ts'
import { operationPaused } from '../../operations/events.ts'
import { operationUnknown } from '../../operations/operation.ts'
import { park_work } from '../../operations/park.ts'
import { timeEntryEnded } from '../../operations/time-entries/events.ts'
import { endBeforeStart } from '../../operations/time-entries/time-entry.ts'
import { oversees } from '../../operations/time-entries/whose.ts'
import { locked_work, worker } from '../../operations/work.ts'
import { issueCreated, ncrCreated, ncrVerified } from './events.ts'
import {
  facts_of,
  Issue,
  IssueKind,
  IssueStatus,
  issue_fields,
  issue_of,
  issueNotMovable,
  issueNotVerified,
  issueNotYours,
  issueUnknown,
  ncrNumberTaken,
  read_issue,
  stops,
} from './issue.ts'
import { move_events, move_issue, tell_verified } from './move.ts'
import { draw_ncr_number, pass_over } from './ncr-number.ts'

const { title, severity, stops_work, verification_required, ...others } = issue_fields
const somebody = reference('people').nullable().optional()

const Given = z.object({
  operation_id: reference('operations'),
  kind: IssueKind.default('general'),
  title,
  severity: severity.optional().meta({ description: 'Required of an NCR; else `medium`.' }),
  status: IssueStatus.default('open').meta({ description: 'Further than open where it is told afterwards.' }),
  ncr_number: z
    .string()
    .trim()
    .min(1)
    .max(50)
    .nullable()
    .optional()
    .meta({ description: 'Left out, an NCR draws the next one of the year.' }),
  ...z.object(others).partial().shape,
  stops_work: stops_work.default(false),
  verification_required: verification_required.default(false),
  is_rejected: Issue.shape.is_rejected.optional(),
  verified_by: somebody.meta({ description: 'Who has verified the correction already.' }),
  reported_by: somebody.meta({ description: 'Who found it. Left out: whoever is signed in; with a key, nobody.' }),
  at: At,
})
type Given = z.output<typeof Given>

export const create = verb({
  name: 'issues.create',
  does: 'Reports something wrong at an operation; an NCR gets its number, and what stops the work parks the operation.',
  kind: 'writes',
  allow: atLeast('operator'),
  input: Given,
  output: Issue,
  refuses: [
    ...[operationUnknown, partUnknown, jobUnknown, issueUnknown, issueNotYours, issueNotMovable, issueNotVerified],
    ...[ncrNumberTaken, endBeforeStart],
  ],
  reports: [issueCreated, ncrCreated, ncrVerified, operationPaused, timeEntryEnded, ...move_events],
  examples: [
    {
      given: {
        operation_id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11',
        kind: 'ncr',
        title: 'Bore out of tolerance',
        severity: 'high',
        ncr_category: 'process',
        affected_quantity: 5,
        disposition: 'rework',
        verification_required: true,
      },
    },
    {
      given: {
        operation_id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11',
        title: 'No coolant',
        description: 'The tank is empty and the store is closed.',
        stops_work: true,
      },
    },
  ],
  faults: faults_of_issue,
  async run(context, given) {
    const at = happened_at(context, given.at)
    if ((given.status !== 'open' || given.verified_by) && !oversees(context)) throw issueNotYours.because()
    const place = await locked_work(context, given.operation_id)
    if (stops(given)) park_work(context, place, at)
    const id = await write_issue(context, given, place.operation, at)
    const issue = await read_issue(context, id)
    context.report(
      issue.kind === 'ncr' ? ncrCreated : issueCreated,
      { ...facts_of(issue), person_id: issue.reported_by },
      { occurred_at: at },
    )
    if (issue.verified_at !== null) tell_verified(context, issue)
    return issue_of(given.status === 'open' ? issue : move_issue(context, issue, given.status, context.now))
  },
})

/** The number is drawn last: who reports an NCR at the same time waits for it until this one is committed. */
async function write_issue(context: Context, given: Given, operation: { part_id: string; job_id: string }, at: string): Promise<string> {
  const { at: _, status: __, ncr_number: wanted, verified_by = null, ...fields } = given
  const id = new_id()
  context.on_conflict('issues_ncr_number', ncrNumberTaken.because(`There is already an NCR ${wanted}.`, { ncr_number: wanted }))
  if (wanted) pass_over(context, wanted)
  const ncr_number = wanted ?? (given.kind === 'ncr' ? await draw_ncr_number(context) : null)
  context.insert('issues', [
    {
      id,
      job_id: operation.job_id,
      part_id: operation.part_id,
      ...fields,
      status: 'open',
      severity: given.severity ?? 'medium',
      ncr_number,
      verified_by,
      verified_at: verified_by === null ? null : context.now,
      is_rejected: given.is_rejected ?? false,
      reported_by: worker(context, given.reported_by),
      reported_at: at,
      created_at: context.now,
      updated_at: context.now,
      revision: 1,
    },
  ])
  return id
}

const Loose = z.record(z.string(), z.unknown()).catch({})
const blank = (value: unknown): boolean => value === undefined || value === null || (typeof value === 'string' && value.trim() === '')

/** An NCR says how bad it is, a general issue what it is; only an NCR has a number and is verified. */
function faults_of_issue(raw: unknown): Problem[] {
  const given = Loose.parse(raw)
  const needed = given.kind === 'ncr' ? 'severity' : 'description'
  const missing = blank(given[needed]) ? [{ path: [needed], rule: 'required' as const, message: 'This is required.' }] : []
  const of_ncr =
    given.kind === 'ncr'
      ? []
      : ['ncr_number', 'verified_by', 'verification_required'].filter((field) => given[field] && !blank(given[field]))
  const unfit = of_ncr.map((path) => ({ path: [path], rule: 'choice' as const, message: 'Only an NCR has that.' }))
  const not_closed = given.is_rejected === true && given.status !== 'closed'
  const rejected = not_closed ? [{ path: ['is_rejected'], rule: 'choice' as const, message: 'Only what is closed was rejected.' }] : []
  return [...missing, ...unfit, ...rejected]
}
