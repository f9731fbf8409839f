import { z } from 'zod'
import { own_refusals_of } from '../../engine/refusals.ts'
import { type ErrorCode, error_codes } from '../../kernel/errors.ts'
import type { AnyVerb } from '../../kernel/verb.ts'
import { http_refusals } from '../http/refusals.ts'
import type { Json } from './openapi-schemas.ts'
import { status_of_refusal, title_of } from './problem-document.ts'

export const Problem = z.object({
  type: z.string().meta({ description: 'Where the reason is explained.' }),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().meta({ description: 'What is the matter here, and what to do.' }),
  code: z.enum(error_codes).meta({ description: 'One of twelve; this list is closed.' }),
  reason: z.string().meta({ description: 'Which of the reasons behind that code; new ones may come.' }),
  errors: z.array(
    z.object({
      field: z.string().meta({ description: 'Such as `parts[0].operations[1].sequence`.' }),
      rule: z.string(),
      message: z.string(),
    }),
  ),
  facts: z.record(z.string(), z.json()).meta({ description: 'What a program may act on.' }),
  request_id: z.string(),
})

interface Reason {
  readonly code: ErrorCode
  readonly reason: string
  readonly says: string
}

const ref = (kind: string, name: string): Json => ({ $ref: `#/components/${kind}/${name}` })
const integer = { type: 'integer' }

export const headers: Record<string, Json> = {
  ETag: { description: 'The thing’s revision; send it back as `If-Match` when you update it.', schema: { type: 'string' }, example: '"3"' },
  RequestId: { description: 'Yours, where you sent one; it stands in the log and in the events.', schema: { type: 'string' } },
  Replayed: { description: '`true` where this is the stored answer to an earlier request with this key.', schema: { type: 'string' } },
  RetryAfter: { description: 'Seconds to wait before trying again.', schema: integer },
  RateLimit: { description: 'Requests a minute, where the key has a limit.', schema: integer },
  RateRemaining: { description: 'Requests left in this minute.', schema: integer },
  RateReset: { description: 'Seconds until the minute is over.', schema: integer },
}

export const parameters: Record<string, Json> = {
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    description: 'Any text of yours, new for each request: a repeat with it within 24 hours answers the same and does nothing twice.',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
  },
  IfMatch: {
    name: 'If-Match',
    in: 'header',
    description: 'The `ETag` you read, such as `"3"`: refused with 412 where somebody changed the thing since.',
    schema: { type: 'string' },
  },
  RequestIdGiven: {
    name: 'X-Request-Id',
    in: 'header',
    description: 'A name of yours for this request; made where you send none.',
    schema: { type: 'string', maxLength: 200 },
  },
}

const every_answer = { 'X-Request-Id': ref('headers', 'RequestId') }
const rates = {
  'RateLimit-Limit': ref('headers', 'RateLimit'),
  'RateLimit-Remaining': ref('headers', 'RateRemaining'),
  'RateLimit-Reset': ref('headers', 'RateReset'),
}

const described = (reasons: readonly Reason[]): string => reasons.map(({ reason, says }) => `* \`${reason}\`: ${says}`).join('\n')

const waiting = { 'Retry-After': ref('headers', 'RetryAfter') }
const headers_of: Partial<Record<ErrorCode, Json>> = { rate_limited: { ...waiting, ...rates }, unavailable: waiting }

const answer = (code: ErrorCode, reasons: readonly Reason[], examples: Json = {}): Json => ({
  description: `${[...new Set(reasons.map((one) => title_of[one.code]))].join('; or: ')}.\n\n${described(reasons)}`,
  headers: { ...every_answer, ...headers_of[code] },
  content: { 'application/problem+json': { schema: ref('schemas', 'Problem'), ...examples } },
})

const example_of = (reason: Reason): Json => ({
  summary: reason.says,
  value: {
    type: `/docs/errors#${reason.reason}`,
    title: title_of[reason.code],
    status: status_of_refusal(reason),
    detail: reason.says,
    code: reason.code,
    reason: reason.reason,
    errors: [],
    facts: {},
    request_id: '5f0c7a4e-6d0b-4a52-9a39-3f4b8f0f6f55',
  },
})

/** Every status other than success that a verb can answer, each with its reasons; those that many verbs share stand once, by name. */
export class Answers {
  readonly shared: Record<string, Json> = {}

  refusals_of(verb: AnyVerb, takes_body: boolean, has_etag: boolean): Record<string, Json> {
    const http = http_refusals.filter(
      ({ code, reason }) => reason !== 'route_unknown' && (code !== 'malformed' || takes_body) && (code !== 'stale' || has_etag),
    )
    const own: Reason[] = [...own_refusals_of(verb), ...http]
    const by_status = Map.groupBy([...verb.refuses, ...own], (one) => String(status_of_refusal(one)))
    const statuses = [...by_status].sort(([a], [b]) => (a < b ? -1 : 1))
    return Object.fromEntries(
      statuses.map(([status, reasons]) => {
        const declared = reasons.filter((one) => !own.includes(one))
        const code = reasons[0]?.code ?? 'bug'
        if (declared.length === 0) return [status, this.#share(code, answer(code, reasons))]
        return [status, answer(code, reasons, { examples: Object.fromEntries(declared.map((one) => [one.reason, example_of(one)])) })]
      }),
    )
  }

  #share(code: ErrorCode, whole: Json): Json {
    const text = JSON.stringify(whole)
    for (let n = 1; ; n++) {
      const name = n === 1 ? code : `${code}_${n}`
      this.shared[name] ??= whole
      if (JSON.stringify(this.shared[name]) === text) return ref('responses', name)
    }
  }
}

/** Anything at all, as it is. */
export const bytes: Json = { '*/*': { schema: {} } }

export function success(verb: AnyVerb, schema: Json): Json {
  const etag = 'revision' in verb.output.shape ? { ETag: ref('headers', 'ETag') } : {}
  const replayed = verb.kind === 'writes' ? { 'Idempotent-Replayed': ref('headers', 'Replayed') } : {}
  return {
    description: verb.does,
    headers: { ...every_answer, ...rates, ...etag, ...replayed },
    content: verb.bytes === 'out' ? bytes : { 'application/json': { schema } },
  }
}
