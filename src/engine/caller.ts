import type { Actor, Bytes, Origin, Policies } from '../kernel/context.ts'

/** Everything an interface knows about who calls and how. */
export interface Caller {
  readonly token: string | null
  readonly request_id: string
  readonly address: string
  readonly idempotency_key?: string | undefined
  readonly expected_revision?: number | undefined
  /** What was sent along, once it lies in the store. */
  readonly bytes?: Bytes | undefined
  /** A dialect's own names for what is called, its own first: a key may have any of them as a scope. */
  readonly scopes?: readonly string[] | undefined
  /** Work the program does itself. */
  readonly system?:
    | { readonly tenant_id: string; readonly origin?: Origin; readonly now?: string; readonly role?: Actor['role'] }
    | undefined
}

export interface Outcome<Answer = unknown> {
  readonly output: Answer
  readonly replayed: boolean
}

export const no_policies: Policies = { time_zone: 'UTC', sequence_policy: 'free', overlap_policy: 'allow', limits: {} }
/** Whoever has not signed in. */
export const nobody: Actor = {
  kind: 'anonymous',
  id: '00000000-0000-0000-0000-000000000000',
  tenant_id: '',
  person_id: null,
  key_id: null,
  session_id: null,
  role: 'anonymous',
  access: 'read-write',
  scopes: [],
}

export const system_actor = (system: NonNullable<Caller['system']>): Actor => ({
  kind: 'system',
  id: nobody.id,
  tenant_id: system.tenant_id,
  person_id: null,
  key_id: null,
  session_id: null,
  role: system.role ?? 'system_admin',
  access: 'read-write',
  scopes: ['*'],
})
