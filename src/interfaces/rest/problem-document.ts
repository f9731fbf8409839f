import type { ErrorCode, GembaError, Problem } from '../../kernel/errors.ts'

export const status_of: Readonly<Record<ErrorCode, number>> = {
  malformed: 400,
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  refused: 422,
  stale: 412,
  over_quota: 402,
  rate_limited: 429,
  unavailable: 503,
  bug: 500,
}

/** Where HTTP has a better word for one declared refusal than for its whole code. */
const status_of_reason: ReadonlyMap<string, number> = new Map([
  ['events_epoch_gone', 410],
  ['file_too_large', 413],
])

export const status_of_refusal = ({ code, reason }: Pick<GembaError, 'code' | 'reason'>): number =>
  status_of_reason.get(reason) ?? status_of[code]

export const title_of: Readonly<Record<ErrorCode, string>> = {
  malformed: 'The request cannot be read',
  invalid: 'Some fields are not right',
  unauthenticated: 'Not signed in',
  forbidden: 'Not allowed',
  not_found: 'Not found',
  conflict: 'Does not go with the state of things',
  refused: 'Refused by a rule',
  stale: 'Changed meanwhile',
  over_quota: 'Limit reached',
  rate_limited: 'Too many requests',
  unavailable: 'Try again in a moment',
  bug: 'Our fault',
}

/** `parts[0].operations[1].sequence` */
export const field_name = (path: Problem['path']): string =>
  path.reduce<string>((all, key) => (typeof key === 'number' ? `${all}[${key}]` : all === '' ? key : `${all}.${key}`), '')

/** RFC 9457. */
export function problem_document(error: GembaError, request_id: string): Record<string, unknown> {
  return {
    type: `/docs/errors#${error.reason}`,
    title: title_of[error.code],
    status: status_of_refusal(error),
    detail: error.message,
    code: error.code,
    reason: error.reason,
    errors: error.problems.map(({ path, rule, message }) => ({ field: field_name(path), rule, message })),
    facts: error.facts,
    request_id,
  }
}
