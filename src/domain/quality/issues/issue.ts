import { z } from 'zod'
import { Can } from '../../../kernel/can.ts'
import type { Context } from '../../../kernel/context.ts'
import { refusal } from '../../../kernel/errors.ts'
import { Name, Pieces, Revision, Text } from '../../../kernel/fields.ts'
import { Id } from '../../../kernel/id.ts'
import { sql } from '../../../kernel/sql.ts'
import { Moment } from '../../../kernel/time.ts'

export const IssueKind = z.enum(['general', 'ncr']).meta({ id: 'IssueKind', description: 'An NCR is a numbered non-conformance report.' })
export const IssueStatus = z.enum(['open', 'in_progress', 'resolved', 'closed']).meta({ id: 'IssueStatus' })
export type IssueStatus = z.output<typeof IssueStatus>
export const Severity = z.enum(['low', 'medium', 'high', 'critical']).meta({ id: 'Severity' })
export const NcrCategory = z
  .enum(['material', 'process', 'equipment', 'design', 'supplier', 'documentation', 'other'])
  .meta({ id: 'NcrCategory' })
export const Disposition = z.enum(['use_as_is', 'rework', 'repair', 'scrap', 'return_to_supplier']).meta({
  id: 'Disposition',
  description: 'What becomes of the pieces.',
})

/** What may be said of an issue when it is reported, and changed later. */
export const issue_fields = {
  title: Name,
  description: Text.nullable(),
  severity: Severity,
  ncr_category: NcrCategory.nullable(),
  ncr_subcategory: z
    .string()
    .trim()
    .min(1)
    .max(255)
    .nullable()
    .meta({ description: 'A finer word of your own.', examples: ['dimensional'] }),
  disposition: Disposition.nullable(),
  root_cause: Text.nullable(),
  corrective_action: Text.nullable().meta({ description: 'What was done at once.' }),
  preventive_action: Text.nullable().meta({ description: 'What keeps it from happening again.' }),
  affected_quantity: Pieces.nullable(),
  stops_work: z.boolean().meta({ description: 'Parks the operation until this, and every other such issue there, is resolved.' }),
  verification_required: z.boolean().meta({ description: 'Somebody must verify the correction before this is closed.' }),
  resolution_notes: Text.nullable(),
}

const IssueCan = Can(['issues.resolve', 'issues.close', 'issues.reopen'])
type IssueVerb = z.output<typeof IssueCan>[number]

const Somebody = z.object({ id: Id, name: z.string(), email: z.string().nullable() }).nullable()
type Somebody = z.output<typeof Somebody>

export const Issue = z
  .object({
    id: Id,
    job_id: Id,
    part_id: Id,
    operation_id: Id,
    kind: IssueKind,
    status: IssueStatus,
    ncr_number: z
      .string()
      .nullable()
      .meta({ description: 'Of NCRs only.', examples: ['NCR-2026-0001'] }),
    ...issue_fields,
    verified_by: Id.nullable(),
    verified_at: Moment.nullable(),
    is_rejected: z.boolean().meta({ description: 'Closed because nothing was wrong.' }),
    resolved_by: Id.nullable(),
    resolved_at: Moment.nullable(),
    closed_at: Moment.nullable(),
    reported_by: Id.nullable(),
    reported_at: Moment.meta({ description: 'When it was found.' }),
    created_at: Moment,
    updated_at: Moment,
    revision: Revision,
    operation: z.object({ id: Id, name: z.string(), sequence: z.number().int() }),
    part: z.object({ id: Id, part_number: z.string() }),
    job: z.object({ id: Id, job_number: z.string(), customer: z.string().nullable() }),
    reporter: Somebody,
    resolver: Somebody,
    verifier: Somebody,
    can: IssueCan,
  })
  .meta({ id: 'Issue', description: 'Something wrong at an operation.' })
export type Issue = z.output<typeof Issue>

/** Any step forward, and back to open. */
export const issue_moves: Readonly<Record<IssueStatus, readonly IssueStatus[]>> = {
  open: ['in_progress', 'resolved', 'closed'],
  in_progress: ['resolved', 'closed', 'open'],
  resolved: ['closed', 'open'],
  closed: ['open'],
}
const leads_to =
  (to: IssueStatus) =>
  ({ status }: IssueRow): boolean =>
    issue_moves[status].includes(to)
const possible_in: Readonly<Record<IssueVerb, (issue: IssueRow) => boolean>> = {
  'issues.resolve': leads_to('resolved'),
  'issues.close': (issue) => leads_to('closed')(issue) && !(issue.verification_required && issue.verified_at === null),
  'issues.reopen': leads_to('open'),
}
const unsolved: readonly IssueStatus[] = ['open', 'in_progress']

export const issueUnknown = refusal('not_found', 'issue_unknown', 'There is no such issue.')
export const issueStale = refusal('stale', 'issue_stale', 'The issue was changed since you read it. Read it again.')
export const issueNotMovable = refusal('conflict', 'issue_not_movable', 'The issue’s status does not allow that.')
export const issueNotVerified = refusal(
  'conflict',
  'issue_not_verified',
  'The correction must be verified before this is closed. Verify it first.',
)
export const issueVerified = refusal('conflict', 'issue_verified', 'The correction has been verified already.')
export const issueNotNcr = refusal('conflict', 'issue_not_ncr', 'Only an NCR is verified; this is a general issue.')
export const issueNotYours = refusal('forbidden', 'issue_not_yours', 'Issues are moved on and verified by a supervisor.')
export const ncrNumberTaken = refusal('conflict', 'ncr_number_taken', 'Another NCR has that number.')

const columns = sql`issues.id, issues.job_id, issues.part_id, issues.operation_id, issues.kind, issues.status, issues.severity, issues.title,
  issues.description, issues.ncr_number, issues.ncr_category, issues.ncr_subcategory, issues.disposition, issues.root_cause, issues.corrective_action,
  issues.preventive_action, issues.affected_quantity, issues.stops_work, issues.verification_required, issues.verified_by, issues.verified_at,
  issues.is_rejected, issues.resolution_notes, issues.resolved_by, issues.resolved_at, issues.closed_at, issues.reported_by, issues.reported_at,
  issues.created_at, issues.updated_at, issues.revision`

export const issue_columns = sql`${columns}, operations.name as operation_name, operations.sequence as operation_sequence, parts.part_number,
  jobs.job_number, jobs.customer, reporter.name as reporter_name, reporter.email as reporter_email, resolver.name as resolver_name,
  resolver.email as resolver_email, verifier.name as verifier_name, verifier.email as verifier_email`

export const issue_tables = sql`issues join operations on operations.id = issues.operation_id join parts on parts.id = issues.part_id
  join jobs on jobs.id = issues.job_id left join people reporter on reporter.id = issues.reported_by
  left join people resolver on resolver.id = issues.resolved_by left join people verifier on verifier.id = issues.verified_by`

/** An issue goes with its operation, when that is removed with its job. */
export const issue_is_live = sql`issues.deleted_at is null
  and exists (select from operations o where o.id = issues.operation_id and o.deleted_at is null)`

export interface IssueRow extends Omit<Issue, 'operation' | 'part' | 'job' | 'reporter' | 'resolver' | 'verifier' | 'can'> {
  readonly operation_name: string
  readonly operation_sequence: number
  readonly part_number: string
  readonly job_number: string
  readonly customer: string | null
  readonly reporter_name: string | null
  readonly reporter_email: string | null
  readonly resolver_name: string | null
  readonly resolver_email: string | null
  readonly verifier_name: string | null
  readonly verifier_email: string | null
}

const somebody = (id: string | null, name: string | null, email: string | null): Somebody =>
  id === null || name === null ? null : { id, name, email }

export function issue_of(row: IssueRow): Issue {
  const { operation_name, operation_sequence, part_number, job_number, customer, ...others } = row
  const { reporter_name, reporter_email, resolver_name, resolver_email, verifier_name, verifier_email, ...issue } = others
  return {
    ...issue,
    operation: { id: row.operation_id, name: operation_name, sequence: operation_sequence },
    part: { id: row.part_id, part_number },
    job: { id: row.job_id, job_number, customer },
    reporter: somebody(row.reported_by, reporter_name, reporter_email),
    resolver: somebody(row.resolved_by, resolver_name, resolver_email),
    verifier: somebody(row.verified_by, verifier_name, verifier_email),
    can: IssueCan.element.options.filter((name) => possible_in[name](row)),
  }
}

export async function read_issue(context: Context, id: string): Promise<IssueRow> {
  const [row] = await context.read<IssueRow>`select ${issue_columns} from ${issue_tables} where issues.id = ${id} and ${issue_is_live}`
  if (!row) throw issueUnknown.because(`There is no issue ${id}.`)
  return row
}

/** The issue, read after its job's row was locked. */
export async function locked_issue(context: Context, id: string): Promise<IssueRow> {
  const [, issue] = await Promise.all([
    context.read`select id from jobs where id = (select job_id from issues where id = ${id}) and deleted_at is null for no key update`,
    read_issue(context, id),
  ])
  return issue
}

/** Whether work must not go on because of it. */
export const stops = ({ stops_work, status }: Pick<Issue, 'stops_work' | 'status'>): boolean => stops_work && unsolved.includes(status)

/** Whether an issue stops the work at an operation, but for the one given. */
export async function is_stopped(context: Context, operation_id: string, but_for: string | null = null): Promise<boolean> {
  const [stop] = await context.read<{ id: string }>`
    select id from issues where operation_id = ${operation_id} and id is distinct from ${but_for}::uuid
      and stops_work and status = any(${[...unsolved]}) and deleted_at is null limit 1`
  return stop !== undefined
}

export const facts_of = ({ id, operation_id, part_id, job_id }: Pick<Issue, 'id' | 'operation_id' | 'part_id' | 'job_id'>) => ({
  issue_id: id,
  operation_id,
  part_id,
  job_id,
})
