import type { ErrorCode } from '../kernel/errors.ts'
import { type AnyVerb, name_parts } from '../kernel/verb.ts'
import { has_secret } from './idempotency.ts'

/** What the engine itself may answer, beside what each verb declares. A test holds this list against the source. */
export interface OwnRefusal {
  readonly code: ErrorCode
  readonly reason: string
  readonly says: string
  /** Which verbs can give it. */
  readonly of: 'all' | 'writes' | 'secrets' | 'lists'
}

const all = 'all'
const writes = 'writes'

export const engine_refusals: readonly OwnRefusal[] = [
  { code: 'invalid', reason: 'input_invalid', of: all, says: 'Some fields are not right; `errors` names each, and which rule it breaks.' },
  { code: 'invalid', reason: 'value_out_of_range', of: all, says: 'A value is too large or cannot be stored.' },
  { code: 'invalid', reason: 'cursor_unknown', of: 'lists', says: 'The cursor is not one of ours. Start again without it.' },
  { code: 'invalid', reason: 'idempotency_key_unusable', of: writes, says: 'An Idempotency-Key has 1 to 255 printable characters.' },
  { code: 'invalid', reason: 'idempotency_key_reused', of: writes, says: 'This Idempotency-Key came with another request before.' },
  { code: 'conflict', reason: 'idempotency_in_flight', of: writes, says: 'The same request is being worked on right now.' },
  { code: 'conflict', reason: 'done_before', of: 'secrets', says: 'This was done before; its answer held a secret that is shown once.' },
  { code: 'conflict', reason: 'already_there', of: writes, says: 'Something else just took that name, number or place.' },
  { code: 'conflict', reason: 'reference_gone', of: writes, says: 'Something this refers to has just gone.' },
  { code: 'unauthenticated', reason: 'not_signed_in', of: all, says: 'Send an API key or a session.' },
  { code: 'unauthenticated', reason: 'token_unknown', of: all, says: 'This key or session is not known.' },
  { code: 'unauthenticated', reason: 'token_off', of: all, says: 'This key or session has been switched off.' },
  { code: 'unauthenticated', reason: 'token_expired', of: all, says: 'This key or session has expired.' },
  { code: 'forbidden', reason: 'role_too_low', of: all, says: 'Your role may not do that; `facts.allowed` names those that may.' },
  { code: 'forbidden', reason: 'scope_missing', of: all, says: 'The key lacks the scope for that; `facts.needed` names it.' },
  { code: 'forbidden', reason: 'key_reads_only', of: writes, says: 'The key may only read.' },
  { code: 'unavailable', reason: 'database_away', of: all, says: 'The database is restarting. Nothing was changed; try again.' },
  { code: 'unavailable', reason: 'try_again', of: all, says: 'Too many changed the same thing at once. Nothing was changed; try again.' },
  { code: 'unavailable', reason: 'took_too_long', of: all, says: 'This waited too long for others. Nothing was changed; try again.' },
  {
    code: 'unavailable',
    reason: 'outcome_unknown',
    of: writes,
    says: 'The connection was lost while saving. Repeat the request with the same Idempotency-Key to learn whether it was done.',
  },
  { code: 'bug', reason: 'unexpected', of: all, says: 'Something went wrong on our side. Report it with the request id.' },
  { code: 'bug', reason: 'not_committed', of: writes, says: 'Nothing was changed: the database refused the whole.' },
]

/** Those of them that this verb can give. */
export function own_refusals_of(verb: AnyVerb): OwnRefusal[] {
  const kinds = new Set<OwnRefusal['of']>([all])
  if (verb.kind === 'writes') kinds.add(writes)
  if (verb.kind === 'writes' && has_secret(verb.output)) kinds.add('secrets')
  if (name_parts(verb.name).word === 'list' || 'cursor' in verb.input.shape) kinds.add('lists')
  return engine_refusals.filter(({ of }) => kinds.has(of))
}
