import type { Actor } from '../kernel/context.ts'
import { GembaError } from '../kernel/errors.ts'
import type { AnyVerb } from '../kernel/verb.ts'
import { name_parts } from '../kernel/verb.ts'

/** Says no before anything is read: not signed in 401, a role too low, a read-only key or a scope that is missing 403. */
export function assert_permitted(verb: AnyVerb, actor: Actor, scopes: readonly string[] = []): void {
  if (verb.allow.includes(actor.role)) {
    if (actor.kind !== 'anonymous') assert_key_allows(verb, actor, scopes)
    return
  }
  if (actor.kind === 'anonymous') throw not_signed_in()
  throw new GembaError('forbidden', 'role_too_low', `${verb.name} is for ${verb.allow.join(', ')}; you are ${actor.role}.`, {
    facts: { role: actor.role, allowed: verb.allow },
  })
}

export const not_signed_in = (): GembaError =>
  new GembaError('unauthenticated', 'not_signed_in', 'Send an API key or a session: Authorization: Bearer <key>.')

function assert_key_allows(verb: AnyVerb, actor: Actor, scopes: readonly string[]): void {
  if (verb.kind === 'writes' && actor.access === 'read-only') {
    throw new GembaError('forbidden', 'key_reads_only', 'This API key does not have write permissions')
  }
  if (has_scope(verb, actor, scopes)) return
  const needed = scopes[0] ?? verb.name
  throw new GembaError('forbidden', 'scope_missing', `This key may not call ${needed}. Give it that scope, or use another key.`, {
    facts: { needed, scopes: actor.scopes },
  })
}

/** The same rules without a word of why: what an answer says can be done next. */
export const may_call = (verb: AnyVerb, actor: Actor): boolean =>
  verb.allow.includes(actor.role) &&
  (actor.kind === 'anonymous' || ((verb.kind === 'reads' || actor.access !== 'read-only') && has_scope(verb, actor, [])))

const has_scope = (verb: AnyVerb, actor: Actor, scopes: readonly string[]): boolean =>
  actor.scopes.some((granted) => scopes.includes(granted) || covers(granted, verb))

/** `*`, `read`, `jobs.*`, `jobs.create`. */
function covers(granted: string, verb: AnyVerb): boolean {
  if (granted === '*' || granted === verb.name) return true
  if (granted === 'read') return verb.kind === 'reads'
  return granted === `${name_parts(verb.name).subject}.*`
}
