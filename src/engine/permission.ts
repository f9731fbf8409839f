import type { Actor } from '../kernel/context.ts'
import { GembaError } from '../kernel/errors.ts'
import type { AnyVerb } from '../kernel/verb.ts'
import { name_parts } from '../kernel/verb.ts'

/** Says no before anything is read: not signed in 401, a role too low, a read-only key or a scope that is missing 403. */
export function assert_permitted(verb: AnyVerb, actor: Actor, scope: string | undefined): void {
  if (verb.allow.includes(actor.role)) {
    if (actor.kind !== 'anonymous') assert_key_allows(verb, actor, scope)
    return
  }
  if (actor.kind === 'anonymous')
    throw new GembaError('unauthenticated', 'not_signed_in', 'Send an API key or a session: Authorization: Bearer <key>.')
  throw new GembaError('forbidden', 'role_too_low', `${verb.name} is for ${verb.allow.join(', ')}; you are ${actor.role}.`, {
    facts: { role: actor.role, allowed: verb.allow },
  })
}

function assert_key_allows(verb: AnyVerb, actor: Actor, scope: string | undefined): void {
  if (verb.kind === 'writes' && actor.access === 'read-only') {
    throw new GembaError('forbidden', 'key_reads_only', 'This API key does not have write permissions')
  }
  if (actor.scopes.some((granted) => covers(granted, verb, scope))) return
  throw new GembaError(
    'forbidden',
    'scope_missing',
    `This key may not call ${scope ?? verb.name}. Give it that scope, or use another key.`,
    {
      facts: { needed: scope ?? verb.name, scopes: actor.scopes },
    },
  )
}

/** `*`, `read`, `jobs.*`, `jobs.create`, or a dialect's own name for what is called. */
function covers(granted: string, verb: AnyVerb, scope: string | undefined): boolean {
  if (granted === '*' || granted === verb.name || (scope !== undefined && granted === scope)) return true
  if (granted === 'read') return verb.kind === 'reads'
  return granted === `${name_parts(verb.name).subject}.*`
}
