import { hash } from 'node:crypto'
import type pg from 'pg'
import type { Actor, Policies } from '../kernel/context.ts'
import { GembaError } from '../kernel/errors.ts'
import { lower, type Role } from '../kernel/role.ts'

/** What the database says of a token; compared whole, so that whatever changes in it is noticed. */
interface Known {
  readonly kind: 'key' | 'person'
  readonly id: string
  readonly tenant_id: string
  readonly home_tenant_id: string
  readonly person_id: string
  readonly key_id: string | null
  readonly session_id?: string
  readonly role: Role
  readonly key_role: Role
  readonly access: 'read-only' | 'read-write'
  readonly scopes: readonly string[]
  readonly rate_limit_per_minute: number | null
  readonly live: boolean
  readonly expires_at: number | null
  readonly policies: Policies
}

export interface SignedIn {
  readonly actor: Actor
  readonly policies: Policies
  readonly rate_limit_per_minute: number | null
  readonly home_tenant_id: string
  readonly expires_at: number | null
  /** To see, inside the transaction, that nothing of this has changed. */
  readonly token_hash: string
  readonly fingerprint: string
}

export const hash_of_token = (token: string): string => hash('sha256', token)

/** Sessions and keys have prefixes of their own, so one look-up is enough. */
export const finder = (token: string): 'actor_of_session' | 'actor_of_key' =>
  token.startsWith('ses_') ? 'actor_of_session' : 'actor_of_key'

const most_remembered = 10_000

/** Remembers who a token is, to save a round trip; every transaction checks again, so a key switched off is off at once. */
export class Actors {
  readonly #pool: pg.Pool
  readonly #known = new Map<string, SignedIn>()

  constructor(pool: pg.Pool) {
    this.#pool = pool
  }

  async find(token: string, now: number): Promise<SignedIn> {
    const hash = hash_of_token(token)
    const remembered = this.#known.get(hash)
    // One that has expired may have been given more time since.
    if (remembered && !is_expired(remembered, now)) return remembered
    const { rows } = await this.#pool.query<{ found: Known | null }>({
      name: finder(token),
      text: `select ${finder(token)}($1) as found`,
      values: [hash],
    })
    const signed_in = read(rows[0]?.found ?? null, hash)
    if (is_expired(signed_in, now)) throw new GembaError('unauthenticated', 'token_expired', 'This key or session has expired.')
    if (this.#known.size >= most_remembered) this.#known.clear()
    this.#known.set(hash, signed_in)
    return signed_in
  }

  forget(hash: string): void {
    this.#known.delete(hash)
  }
}

/** The same fingerprint means: still the same person, role, scopes, settings. */
export const fingerprint = (found: unknown): string => JSON.stringify(found)

const is_expired = ({ expires_at }: SignedIn, now: number): boolean => expires_at !== null && expires_at <= now

function read(found: Known | null, token_hash: string): SignedIn {
  if (!found) throw new GembaError('unauthenticated', 'token_unknown', 'This key or session is not known. Check that it was copied whole.')
  if (!found.live) throw new GembaError('unauthenticated', 'token_off', 'This key or session has been switched off.')
  const role = lower(found.role, found.key_role)
  const in_sandbox = found.tenant_id !== found.home_tenant_id
  return {
    actor: {
      kind: found.kind,
      id: found.id,
      tenant_id: found.tenant_id,
      person_id: found.person_id,
      key_id: found.key_id,
      session_id: found.session_id ?? null,
      // What is tried out in a sandbox must not reach the server's other tenants.
      role: in_sandbox ? lower(role, 'admin') : role,
      access: found.access,
      scopes: found.scopes,
    },
    policies: found.policies,
    rate_limit_per_minute: found.rate_limit_per_minute,
    home_tenant_id: found.home_tenant_id,
    expires_at: found.expires_at,
    token_hash,
    fingerprint: fingerprint(found),
  }
}
