/** The whole vocabulary of failure. Every interface translates exactly these; reasons are open, each declared as a `refusal`. */
export const error_codes = [
  'malformed',
  'invalid',
  'unauthenticated',
  'forbidden',
  'not_found',
  'conflict',
  'refused',
  'stale',
  'over_quota',
  'rate_limited',
  'unavailable',
  'bug',
] as const
export type ErrorCode = (typeof error_codes)[number]

/** One fault in what was sent. `path` is where (`parts[0].quantity`), `rule` is which rule, in our words. */
export interface Problem {
  readonly path: readonly (string | number)[]
  readonly rule: Rule
  readonly message: string
}
export type Rule =
  | 'required'
  | 'type'
  | 'choice'
  | 'min_value'
  | 'max_value'
  | 'min_length'
  | 'max_length'
  | 'date_format'
  | 'uuid_format'
  | 'format'
  | 'unknown_reference'
  | 'duplicate'
  | 'circular'
  | 'unknown_field'

interface Details {
  readonly problems?: readonly Problem[]
  /** Facts a program may act on: the id that exists already, the limit that was reached, seconds to wait. */
  readonly facts?: Readonly<Record<string, unknown>>
  readonly cause?: unknown
}

/** The message is public and says what to do; `cause` is for the log only. */
export class GembaError extends Error {
  readonly code: ErrorCode
  readonly reason: string
  readonly problems: readonly Problem[]
  readonly facts: Readonly<Record<string, unknown>>

  constructor(code: ErrorCode, reason: string, message: string, details: Details = {}) {
    super(message, { cause: details.cause })
    this.code = code
    this.reason = reason
    this.problems = details.problems ?? []
    this.facts = details.facts ?? {}
  }
}

/** A reason to say no, declared once beside the noun it protects and listed by each verb that may give it. */
export interface Refusal {
  readonly code: ErrorCode
  readonly reason: string
  readonly says: string
  because(message?: string, facts?: Record<string, unknown>): GembaError
}

export const refusal = (code: ErrorCode, reason: string, says: string): Refusal => ({
  code,
  reason,
  says,
  because: (message = says, facts = {}) => new GembaError(code, reason, message, { facts }),
})
