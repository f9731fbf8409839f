import { z } from 'zod'
import { reasonCodeTaken } from '../../../domain/floor/reasons/reason.ts'
import { resourceExternalTaken, resourceNameTaken } from '../../../domain/floor/resources/resource.ts'
import { workstationExternalTaken, workstationNameTaken } from '../../../domain/floor/workstations/workstation.ts'
import { operationExternalTaken } from '../../../domain/integrations/sync/plan-operations.ts'
import { partExternalTaken } from '../../../domain/integrations/sync/plan-parts.ts'
import { jobExternalTaken, jobNotMovable, jobNumberTaken } from '../../../domain/jobs/job.ts'
import { clockRunning } from '../../../domain/jobs/move.ts'
import { partNotMovable, partNumberTaken } from '../../../domain/jobs/parts/part.ts'
import { jobOnHold, operationNotMovable, operationParked, operationSequenceTaken } from '../../../domain/operations/operation.ts'
import { outOfSequence } from '../../../domain/operations/sequence.ts'
import { templateNameTaken } from '../../../domain/operations/substep-templates/template.ts'
import { operationNotRunning } from '../../../domain/operations/time-entries/running.ts'
import { draftJob } from '../../../domain/operations/work.ts'
import { assignmentNotMovable } from '../../../domain/planning/assignments/assignment.ts'
import {
  batchEmpty,
  batchExternalTaken,
  batchNotMovable,
  batchNumberTaken,
  operationFinished,
  operationInBatch,
} from '../../../domain/planning/batches/batch.ts'
import { batchRunning } from '../../../domain/planning/batches/batch-operation.ts'
import { issueNotMovable, issueNotVerified, ncrNumberTaken } from '../../../domain/quality/issues/issue.ts'
import { value_at } from '../../../engine/problems.ts'
import type { ErrorCode, GembaError, Problem, Refusal, Rule } from '../../../kernel/errors.ts'
import { field_name } from '../../rest/problem-document.ts'
import type { Asked, Failure } from '../dialect.ts'
import { batch_status } from './batch-shapes.ts'
import { job_status, operation_status, part_status } from './words.ts'

interface Code {
  readonly status: number
  readonly code: string
}
const code = (status: number, name: string): Code => ({ status, code: name })

const codes: Readonly<Record<ErrorCode, Code>> = {
  malformed: code(400, 'BAD_REQUEST'),
  invalid: code(422, 'VALIDATION_ERROR'),
  unauthenticated: code(401, 'UNAUTHORIZED'),
  forbidden: code(403, 'FORBIDDEN'),
  not_found: code(404, 'NOT_FOUND'),
  conflict: code(409, 'CONFLICT'),
  refused: code(409, 'INVALID_OPERATION'),
  stale: code(409, 'CONFLICT'),
  over_quota: code(402, 'QUOTA_EXCEEDED'),
  rate_limited: code(429, 'RATE_LIMIT_EXCEEDED'),
  unavailable: code(503, 'SERVICE_UNAVAILABLE'),
  bug: code(500, 'INTERNAL_ERROR'),
}

const wrong_state = code(409, 'INVALID_STATE_TRANSITION')
const code_of_reason: ReadonlyMap<string, Code> = new Map([
  ...[
    ...[jobNotMovable, partNotMovable, operationNotMovable, issueNotMovable, issueNotVerified],
    ...[batchNotMovable, batchEmpty, batchRunning, operationFinished, assignmentNotMovable],
    ...[jobOnHold, draftJob, outOfSequence, operationParked, operationNotRunning, clockRunning],
  ].map(({ reason }) => [reason, wrong_state] as const),
  ['method_not_allowed', code(405, 'METHOD_NOT_ALLOWED')],
  ['move_unknown', code(400, 'INVALID_OPERATION')],
])

export const status_of = Object.fromEntries(Object.entries(codes).map(([ours, { status }]) => [ours, status])) as Record<ErrorCode, number>

const constraints = {
  required: 'NOT_NULL',
  type: 'TYPE_MISMATCH',
  choice: 'ENUM_CONSTRAINT',
  min_value: 'MIN_VALUE',
  max_value: 'MAX_VALUE',
  min_length: 'MIN_LENGTH',
  max_length: 'MAX_LENGTH',
  date_format: 'DATE_FORMAT',
  uuid_format: 'UUID_FORMAT',
  format: 'TYPE_MISMATCH',
  unknown_reference: 'FK_CONSTRAINT',
  duplicate: 'UNIQUE_CONSTRAINT',
  circular: 'CIRCULAR_REFERENCE',
  unknown_field: 'TYPE_MISMATCH',
} as const satisfies Record<Rule, string>

/** Duplicates that are found only when writing. */
const field_taken: ReadonlyMap<string, string> = new Map<string, string>(
  (
    [
      [jobNumberTaken, 'job_number'],
      [partNumberTaken, 'part_number'],
      [operationSequenceTaken, 'sequence'],
      [workstationNameTaken, 'name'],
      [ncrNumberTaken, 'ncr_number'],
      [reasonCodeTaken, 'code'],
      [templateNameTaken, 'name'],
      [jobExternalTaken, 'external_id'],
      [workstationExternalTaken, 'external_id'],
      [resourceNameTaken, 'name'],
      [resourceExternalTaken, 'external_id'],
      [batchNumberTaken, 'batch_number'],
      [batchExternalTaken, 'external_id'],
      [operationInBatch, 'operation_ids'],
      [partExternalTaken, 'external_id'],
      [operationExternalTaken, 'external_id'],
    ] as const satisfies readonly (readonly [Refusal, string])[]
  ).map(([{ reason }, field]) => [reason, field]),
)

const Detail = z.object({
  field: z.string().meta({ examples: ['parts[0].operations[1].cell_id'] }),
  constraint: z.enum(Object.values(constraints)),
  message: z.string(),
  value: z.json().optional().meta({ description: 'What was sent there.' }),
  entityType: z.string(),
  entityIndex: z.number().int(),
})
type Detail = z.input<typeof Detail>
const Quota = z.object({ limitType: z.string(), currentUsage: z.number().int(), limit: z.number().int() })

const error_codes = [...new Set([...Object.values(codes), ...code_of_reason.values()].map((one) => one.code))]

export const EryxonFailure = z
  .object({
    success: z.literal(false),
    error: z.object({
      code: z.enum(error_codes),
      message: z.string(),
      details: z.union([z.array(Detail), Quota]).meta({ description: 'Every fault of the request; of 402 the limit.' }),
      statusCode: z.number().int(),
      rateLimitInfo: z
        .object({ remaining: z.number().int(), resetAt: z.string(), retryAfter: z.number().int() })
        .optional()
        .meta({ description: 'Of 429: when to come back, in seconds.' }),
    }),
  })
  .meta({ id: 'EryxonFailure' })

export function fails(error: GembaError, asked: Asked | null): Failure {
  const unreadable = error.problems.find((problem) => is_unreadable(problem, asked))
  const { status, code } = unreadable ? codes.malformed : (code_of_reason.get(error.reason) ?? codes[error.code])
  const message = unreadable ? message_of_unreadable(unreadable) : message_of(error)
  const { remaining, resets_at, retry_after_s } = error.facts
  const rates = error.code === 'rate_limited' ? { rateLimitInfo: { remaining, resetAt: resets_at, retryAfter: retry_after_s } } : {}
  return { status, body: { success: false, error: { code, message, details: details_of(error, asked), statusCode: status, ...rates } } }
}

/** What in the query is missing or no number is no fault of a field: such a request cannot be understood. So with a body that asks for nothing. */
function is_unreadable({ path: [member, ...rest], rule }: Problem, asked: Asked | null): boolean {
  if (member === undefined) return true
  if (rest.length > 0 || !asked || !(member in asked.row.query.shape)) return false
  return rule === 'required' || member === 'limit' || member === 'offset'
}

const message_of_unreadable = ({ path: [member], rule, message }: Problem): string =>
  member === undefined ? message : rule === 'required' ? `Missing ${member}` : `Invalid ${member}: ${message}`

const messages: ReadonlyMap<string, string> = new Map([
  ['not_signed_in', 'Missing or invalid authorization header'],
  ['authorization_unreadable', 'Missing or invalid authorization header'],
  ['token_unknown', 'Invalid API key'],
])

const statuses = new Map<string, (ours: never) => string>([
  [jobNotMovable.reason, job_status.theirs],
  [partNotMovable.reason, part_status.theirs],
  [operationNotMovable.reason, operation_status.theirs],
  [batchNotMovable.reason, batch_status.theirs],
])

function message_of(error: GembaError): string {
  if (error.code === 'invalid' && error.problems.length > 0) return 'Validation failed'
  const word = statuses.get(error.reason)
  const { status, wanted } = error.facts
  if (word && typeof status === 'string') {
    // The facts of these refusals are statuses of their noun.
    const [is, to] = [word(status as never), typeof wanted === 'string' ? word(wanted as never) : null]
    return `The status is ${is}${to === null ? ', which does not allow this' : to === is ? ' already' : `; it cannot become ${to}`}.`
  }
  return messages.get(error.reason) ?? in_their_nouns(error.message)
}

const nouns: Readonly<Record<string, string>> = { workstation: 'cell', Workstation: 'Cell', person: 'operator' }
const in_their_nouns = (text: string): string => text.replace(/\b(workstation|Workstation|person)\b/g, (noun) => nouns[noun] ?? noun)

function details_of(error: GembaError, asked: Asked | null): Detail[] | z.input<typeof Quota> {
  const { facts } = error
  if (error.code === 'over_quota')
    return { limitType: String(facts.limit_type), currentUsage: Number(facts.current_usage), limit: Number(facts.limit) }
  const taken = field_taken.get(error.reason)
  if (taken !== undefined) return [detail_of({ path: [taken], rule: 'duplicate', message: in_their_nouns(error.message) }, asked)]
  return error.problems.map((problem) => detail_of(problem, asked))
}

function detail_of({ path, rule, message }: Problem, asked: Asked | null): Detail {
  const field = field_name(path)
  const value = asked ? value_at(asked.theirs, path) : undefined
  return {
    field,
    constraint: constraints[rule],
    message: rule === 'required' && path.length > 0 ? `${field} is required` : in_their_nouns(message),
    ...(typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? { value } : {}),
    ...entity_of(path, asked),
  }
}

const nested: Readonly<Record<string, string>> = { parts: 'part', operations: 'operation' }

/** The innermost thing the field belongs to, and which of its list. */
function entity_of(path: Problem['path'], asked: Asked | null): { entityType: string; entityIndex: number } {
  const at = path.findLastIndex((index, place) => typeof index === 'number' && String(path[place - 1]) in nested)
  const entityType = nested[String(path[at - 1])]
  return entityType === undefined
    ? { entityType: asked?.row.entity ?? 'request', entityIndex: 0 }
    : { entityType, entityIndex: Number(path[at]) }
}
