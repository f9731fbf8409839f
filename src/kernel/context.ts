import type { z } from 'zod'
import type { GembaError, Problem, Rule } from './errors.ts'
import type { Event } from './event.ts'
import type { Role } from './role.ts'
import type { Row } from './sql.ts'

/** Who asks. `person_id` is whose work it is; `key_id` says that an integration did it in that person's name. */
export interface Actor {
  readonly kind: 'person' | 'key' | 'system' | 'anonymous'
  readonly id: string
  readonly tenant_id: string
  readonly person_id: string | null
  readonly key_id: string | null
  readonly session_id: string | null
  readonly role: Role | 'anonymous'
  readonly access: 'read-only' | 'read-write'
  readonly scopes: readonly string[]
}

/** The tenant's own settings, read with the actor, so that no verb asks for them again. */
export interface Policies {
  readonly time_zone: string
  readonly sequence_policy: 'free' | 'warn' | 'enforce' | 'per_step'
  readonly overlap_policy: 'allow' | 'warn' | 'refuse'
  readonly limits: { readonly jobs?: number | undefined; readonly parts_per_month?: number | undefined }
}

export type CountedList = 'jobs' | 'parts' | 'operations' | 'time_entries' | 'quantity_reports'

/** What was sent along with a call, once it lies in the store. */
export interface Bytes {
  readonly sha256: string
  readonly size_bytes: number
  readonly media_type: string
}

/** All a verb can see of the world. No pool, no environment, no network. */
export interface Context {
  readonly actor: Actor
  readonly policies: Policies
  /** The moment of the request, in UTC. */
  readonly now: string
  /** `import` marks facts brought in from elsewhere: they alert nobody. */
  readonly origin: Origin
  /** The revision the caller believes to change (`If-Match`), where one was given. */
  readonly expected_revision: number | null
  /** Where the call came from; nothing where the program works by itself. */
  readonly address: string
  /** Hosts and networks that webhooks may reach although they are private: a setting of the server's. */
  readonly webhook_allow: readonly string[]
  /** Only for verbs that take `bytes`; null too while an interface asks whether they may be sent. */
  readonly bytes: Bytes | null

  /** Sends a read at once and answers its rows. Two reads without an `await` between them share a round trip. */
  read<R extends object>(strings: TemplateStringsArray, ...values: readonly unknown[]): Promise<R[]>
  /** Sends a write; the engine awaits it before the commit. */
  write(strings: TemplateStringsArray, ...values: readonly unknown[]): void
  insert(table: string, rows: readonly Row[]): void
  change(table: string, id: string, changes: Row): void

  /** Notes a fault in the input, so that all of them are told at once. */
  problem(path: Problem['path'], rule: Rule, message: string): void
  /** Throws if any fault was noted. */
  settle(): void

  /** Tells a fact to the log; answers its id there. */
  report<Facts extends z.ZodObject>(event: Event<string, Facts>, facts: z.input<Facts>, when?: { occurred_at?: string }): string
  /** Keeps the totals that lists show: `n` more (or fewer) rows of that status, or pieces of that figure. */
  count(list: CountedList, status: string, n: number): void

  /** Runs `work` in another tenant. Only for verbs that say `crosses_tenants`. */
  in_tenant<T>(tenant_id: string, work: () => Promise<T>): Promise<T>
  /** What to throw where the refusal must leave a trace: all that was written is committed, then `error` is the answer. */
  keeping(error: GembaError): Error
  /** A unique index that may be hit by a parallel writer, and what to answer then. */
  on_conflict(index: string, error: GembaError): void
  /** When this process last saw a key used; the table follows within seconds. */
  last_use_of_key(key_id: string): string | null
}

export const origins = ['api', 'import', 'simulation'] as const
export type Origin = (typeof origins)[number]
