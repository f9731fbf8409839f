import { z } from 'zod'
import type { Issue } from '../../../domain/quality/issues/issue.ts'
import { verbs } from '../../../domain/verbs.gen.ts'
import type { Input } from '../../../kernel/verb.ts'
import { answer, type Row } from '../dialect.ts'
import type { Takes } from '../taking.ts'
import { Done, done, Listed, listed } from './envelope.ts'
import {
  category_of,
  issue_status,
  issue_words,
  issue_words_taken,
  ncr_categories,
  ncr_categories_taken,
  rejected_of,
  subcategory_asked,
  subcategory_of,
} from './issue-words.ts'
import { alias, ById, LongText, Paging, paging_takes, Text, Uuid } from './members.ts'
import { OperationOfIt, operation_of_it, Person, person_of_it } from './named.ts'

const entity = 'issue'
const Kind = z.enum(['general', 'ncr'])
const Severity = z.enum(['low', 'medium', 'high', 'critical'])
const StatusTaken = z.enum(issue_words_taken)
const CategoryTaken = z.enum(ncr_categories_taken)
const Disposition = z.enum(['use_as_is', 'rework', 'repair', 'scrap', 'return_to_supplier'])

const given = {
  title: Text,
  description: LongText.nullish().meta({ description: 'Required of a general issue.' }),
  severity: Severity.optional().meta({ description: 'Required of an NCR; else `medium`.' }),
  status: StatusTaken.optional().meta({
    description: '`pending` is open, `approved` in progress, `rejected` closed because nothing was wrong.',
  }),
  ncr_category: CategoryTaken.nullish().meta({
    description: '`dimensional`, `surface_finish`, `process_error` and `material_defect` are kept as `ncr_subcategory`.',
  }),
  disposition: Disposition.nullish(),
  ncr_disposition: alias(Disposition.nullish(), 'disposition'),
  root_cause: LongText.nullish(),
  corrective_action: LongText.nullish(),
  preventive_action: LongText.nullish(),
  affected_quantity: z.number().int().nullish(),
  verification_required: z.boolean().optional().meta({ description: 'Of an NCR: it is closed only when somebody has verified it.' }),
  verified_by_id: Uuid.nullish().meta({ description: 'Of an NCR: who has verified it, now.' }),
  resolution_notes: LongText.nullish(),
  reported_by_id: Uuid.nullish(),
  causes_standstill: z
    .boolean()
    .optional()
    .meta({ description: 'Puts the operation on hold until this, and every other such issue there, is resolved.' }),
}
const Given = z.object(given)

const given_takes = {
  title: 'title',
  description: 'description',
  severity: 'severity',
  status: [
    { to: 'status', as: issue_status.ours },
    { to: 'is_rejected', as: rejected_of },
  ],
  ncr_category: [
    { to: 'ncr_category', as: category_of },
    { to: 'ncr_subcategory', as: subcategory_of },
  ],
  disposition: 'disposition',
  ncr_disposition: 'disposition',
  root_cause: 'root_cause',
  corrective_action: 'corrective_action',
  preventive_action: 'preventive_action',
  affected_quantity: 'affected_quantity',
  verification_required: 'verification_required',
  verified_by_id: 'verified_by',
  resolution_notes: 'resolution_notes',
  reported_by_id: 'reported_by',
  causes_standstill: 'stops_work',
} as const satisfies Takes<z.input<typeof Given>, Input<(typeof verbs)['issues.update']>>

const text = z.string().nullable()
const moment = z.iso.datetime().nullable()

export const EryxonIssue = z
  .strictObject({
    id: z.string(),
    ncr_number: text,
    operation_id: z.string(),
    title: z.string(),
    description: text,
    severity: Severity,
    status: z.enum(issue_words),
    issue_type: Kind,
    ncr_category: z.enum(ncr_categories).nullable(),
    ncr_subcategory: text,
    disposition: Disposition.nullable(),
    ncr_disposition: Disposition.nullable(),
    root_cause: text,
    corrective_action: text,
    preventive_action: text,
    affected_quantity: z.number().int().nullable(),
    verification_required: z.boolean(),
    verified_by_id: text,
    verified_at: moment,
    resolution: z.literal('rejected').nullable().meta({ description: '`rejected`: closed because nothing was wrong.' }),
    resolution_notes: text,
    resolved_by_id: text,
    resolved_at: moment,
    closed_at: moment,
    reported_by_id: text,
    causes_standstill: z.boolean(),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
    operation: OperationOfIt,
    reported_by: Person.nullable(),
    resolved_by: Person.nullable(),
    verified_by: Person.nullable(),
  })
  .meta({ id: 'EryxonIssue' })

const issue_out = (issue: Issue): z.input<typeof EryxonIssue> => ({
  id: issue.id,
  ncr_number: issue.ncr_number,
  operation_id: issue.operation_id,
  title: issue.title,
  description: issue.description,
  severity: issue.severity,
  status: issue_status.theirs(issue.status),
  issue_type: issue.kind,
  ncr_category: issue.ncr_category,
  ncr_subcategory: issue.ncr_subcategory,
  disposition: issue.disposition,
  ncr_disposition: issue.disposition,
  root_cause: issue.root_cause,
  corrective_action: issue.corrective_action,
  preventive_action: issue.preventive_action,
  affected_quantity: issue.affected_quantity,
  verification_required: issue.verification_required,
  verified_by_id: issue.verified_by,
  verified_at: issue.verified_at,
  resolution: issue.is_rejected ? 'rejected' : null,
  resolution_notes: issue.resolution_notes,
  resolved_by_id: issue.resolved_by,
  resolved_at: issue.resolved_at,
  closed_at: issue.closed_at,
  reported_by_id: issue.reported_by,
  causes_standstill: issue.stops_work,
  created_at: issue.created_at,
  updated_at: issue.updated_at,
  operation: operation_of_it({ ...issue.operation, part: issue.part, job: issue.job }),
  reported_by: issue.reporter && person_of_it(issue.reporter),
  resolved_by: issue.resolver && person_of_it(issue.resolver),
  verified_by: issue.verifier && person_of_it(issue.verifier),
})

/** The page's own, without the ids. */
const example = {
  operation_id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11',
  title: 'Dimensional Out of Tolerance',
  description: 'Part hole diameter measured 0.505", spec is 0.500" ±0.002"',
  severity: 'high',
  issue_type: 'ncr',
  ncr_category: 'process',
  affected_quantity: 5,
  disposition: 'rework',
  root_cause: 'Tool wear - end mill exceeded replacement interval',
  corrective_action: 'Replaced tool, re-machined 5 parts',
  preventive_action: 'Implemented tool life tracking in system',
  verification_required: true,
}

const list = answer('GET /api-issues', verbs['issues.list'], {
  entity,
  says: 'Lists issues and NCRs, newest first.',
  query: z.object({
    ...Paging,
    issue_type: Kind.optional(),
    severity: Severity.optional(),
    status: StatusTaken.optional(),
    operation_id: Uuid.optional(),
    reported_by_id: Uuid.optional(),
    ncr_category: CategoryTaken.optional(),
    search: Text.optional().meta({ description: 'Part of the title, the description or the NCR number.' }),
  }),
  blank: 'absent',
  takes: {
    ...paging_takes,
    issue_type: 'kind',
    severity: { to: 'severity', as: (word) => [word] },
    status: [
      { to: 'status', as: issue_status.all_ours },
      { to: 'is_rejected', as: rejected_of },
    ],
    operation_id: 'operation_id',
    reported_by_id: 'reported_by',
    ncr_category: [
      { to: 'ncr_category', as: category_of },
      { to: 'ncr_subcategory', as: subcategory_asked },
    ],
    search: 'search',
  },
  adds: { with_total: true },
  reply: Listed({ issues: z.array(EryxonIssue) }),
  gives: (output, asked) => listed({ issues: output.data.map(issue_out) }, output, asked),
})

const get = answer('GET /api-issues?id', verbs['issues.get'], {
  entity,
  says: 'Shows one issue or NCR.',
  query: ById,
  blank: 'absent',
  takes: { id: 'id' },
  reply: Done({ issue: EryxonIssue }),
  gives: (issue) => done({ issue: issue_out(issue) }),
})

const create = answer('POST /api-issues', verbs['issues.create'], {
  entity,
  says: 'Reports an issue; with `issue_type: ncr` an NCR, which gets its number.',
  body: z
    .object({
      operation_id: Uuid,
      ...given,
      issue_type: Kind.optional().meta({ description: '`general` unless told.' }),
      ncr_number: z.string().max(50).nullish().meta({ description: 'Your own number; else an NCR gets `NCR-<year>-<4 digits>`.' }),
    })
    .meta({ examples: [example] }),
  blank: 'absent',
  takes: { operation_id: 'operation_id', ...given_takes, issue_type: 'kind', ncr_number: 'ncr_number' },
  success: 201,
  reply: Done({ issue: EryxonIssue }),
  gives: (issue) => done({ issue: issue_out(issue) }),
})

const update = answer(['PATCH /api-issues', 'PUT /api-issues'], verbs['issues.update'], {
  entity,
  says: 'Changes an issue or NCR. Its status goes forward, or back to open; it is closed only when verified, where that is required.',
  query: ById,
  body: Given.extend({ title: Text.optional(), resolved_by_id: Uuid.nullish() }),
  blank: 'null',
  takes: { id: 'id', ...given_takes, resolved_by_id: 'resolved_by' },
  needs_a_field: true,
  reply: Done({ issue: EryxonIssue }),
  gives: (issue) => done({ issue: issue_out(issue) }),
})

const remove = answer('DELETE /api-issues', verbs['issues.delete'], {
  entity,
  says: 'Deletes an issue that was reported by mistake.',
  query: ById,
  blank: 'absent',
  takes: { id: 'id' },
  reply: Done({ message: z.string(), issue_id: z.string() }),
  gives: ({ id }) => done({ message: 'Issue deleted successfully', issue_id: id }),
})

export const issue_rows: readonly Row[] = [list, get, create, update, remove]
