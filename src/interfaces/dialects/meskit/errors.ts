import { z } from 'zod'
import { type ErrorCode, error_codes, type GembaError } from '../../../kernel/errors.ts'
import type { Asked, Failure } from '../dialect.ts'
import { Issue, issues_of } from './issues.ts'

export const status_of: Readonly<Record<ErrorCode, number>> = {
  malformed: 400,
  invalid: 400,
  unauthenticated: 401,
  over_quota: 402,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  stale: 409,
  refused: 422,
  rate_limited: 429,
  bug: 500,
  unavailable: 503,
}

/** What an id in the body is that leads nowhere. */
export const reference_unknown = 'not_found'

export const MeskitFailure = z
  .strictObject({
    error: z.string().meta({ description: 'What is the matter.' }),
    issues: z.array(Issue).optional().meta({ description: 'Every fault of the input, where there are some.' }),
    code: z.enum(error_codes).meta({ description: 'One of twelve; this list is closed.' }),
    request_id: z.string().meta({ description: 'Give it when you report something.' }),
  })
  .meta({ id: 'Failure' })

/** What the page says in its own words. */
const messages = new Map<string, (error: GembaError) => string>([
  ['not_signed_in', () => 'Missing Authorization header'],
  ['authorization_unreadable', () => 'Missing Authorization header'],
  ['token_unknown', () => 'Invalid or inactive API key'],
  ['token_off', () => 'Invalid or inactive API key'],
  ['token_expired', () => 'Invalid or inactive API key'],
  ['scope_missing', ({ facts }) => `Tool '${facts.needed}' is not in your API key scopes`],
])

export function fails(error: GembaError, asked: Asked | null, request_id: string): Failure {
  const of = (code: ErrorCode, message: string, issues?: z.input<typeof Issue>[]): Failure => ({
    status: error.reason === 'method_not_allowed' ? 405 : status_of[code],
    body: { error: message, ...(issues && issues.length > 0 ? { issues } : {}), code, request_id },
  })
  if (error.code !== 'invalid' || error.problems.length === 0) return of(error.code, messages.get(error.reason)?.(error) ?? error.message)
  const issues = issues_of(error, asked)
  const [first] = error.problems
  // What is asked for by an id that is not there is not there, wherever in the body the id stands.
  if (first && error.problems.every(({ rule }) => rule === 'unknown_reference')) return of(reference_unknown, first.message, issues)
  return of('invalid', 'Validation error', issues)
}
