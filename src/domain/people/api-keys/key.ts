import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { refusal } from '../../../kernel/errors.ts'
import { Name, Revision } from '../../../kernel/fields.ts'
import { Id, new_id } from '../../../kernel/id.ts'
import { sql } from '../../../kernel/sql.ts'
import { Moment } from '../../../kernel/time.ts'
import { Role, roleTooHigh } from '../person.ts'
import { hash_token, new_token } from '../secret.ts'
import { apiKeyCreated } from './events.ts'

export const Access = z.enum(['read-only', 'read-write'])
export const Scopes = z
  .array(z.string().min(1).max(100))
  .max(200)
  .meta({ description: '`*` for all; `read`; a subject (`jobs.*`); a verb (`jobs.create`); or a dialect’s own names.', examples: [['*']] })

export const ApiKey = z
  .object({
    id: Id,
    name: Name,
    prefix: z.string().meta({ description: 'The first characters of the key, to tell keys apart.' }),
    access: Access,
    scopes: Scopes,
    role: Role,
    person_id: Id.meta({ description: 'In whose name the key acts.' }),
    sandbox: z.boolean(),
    rate_limit_per_minute: z.number().int().nullable(),
    is_active: z.boolean(),
    expires_at: Moment.nullable(),
    last_used_at: Moment.nullable(),
    created_at: Moment,
    revision: Revision,
  })
  .meta({ id: 'ApiKey' })
export type ApiKey = z.output<typeof ApiKey>

export const key_columns = sql`id, name, prefix, access, scopes, role, person_id, acts_in <> tenant_id as sandbox, rate_limit_per_minute, is_active, expires_at, last_used_at, created_at, revision`

export const apiKeyUnknown = refusal('not_found', 'api_key_unknown', 'There is no such key.')
export const apiKeyStale = refusal('stale', 'api_key_stale', 'The key was changed since you read it. Read it again.')

export const RateLimitPerMinute = z
  .number()
  .int()
  .min(1)
  .max(1_000_000)
  .meta({ description: 'Requests a minute; null as the server has it.' })

/** The table follows a few seconds behind what this process has seen. */
export function with_last_use(context: Context, key: ApiKey): ApiKey {
  const seen = context.last_use_of_key(key.id)
  return seen !== null && (key.last_used_at === null || seen > key.last_used_at) ? { ...key, last_used_at: seen } : key
}

export async function read_key(context: Context, id: string): Promise<ApiKey> {
  const [row] = await context.read<ApiKey>`select ${key_columns} from api_keys where id = ${id} and deleted_at is null`
  if (!row) throw apiKeyUnknown.because(`There is no key ${id}.`)
  return row
}

export async function locked_key(context: Context, id: string): Promise<ApiKey> {
  context.read`select id from api_keys where id = ${id} and deleted_at is null for no key update`
  return read_key(context, id)
}

const covers = (held: string, wanted: string): boolean =>
  held === '*' || held === wanted || (held.endsWith('.*') && wanted.startsWith(held.slice(0, -1)))

/** A key that may do little cannot make one that may do more. */
export function assert_scopes_held(context: Context, scopes: readonly string[]): void {
  const { scopes: held } = context.actor
  const missing = scopes.filter((wanted) => !held.some((one) => covers(one, wanted)))
  if (missing.length > 0) throw roleTooHigh.because(`You do not have the scope ${missing.join(', ')} yourself.`, { scopes: held })
}

interface KeyGiven {
  readonly name: string
  readonly role: z.output<typeof Role>
  readonly person_id: string
  readonly access?: z.output<typeof Access>
  readonly scopes?: readonly string[]
  readonly expires_at?: string | null
  readonly rate_limit_per_minute?: number | null
  /** The sandbox tenant and the person there, where the key is for trying things out. */
  readonly sandbox?: { readonly tenant_id: string; readonly person_id: string }
  /** Only the very first key may be chosen by whoever runs the server. */
  readonly chosen?: string
}

/** Writes a key of `tenant_id` and answers it with its secret, which is shown this once. */
export function make_key(context: Context, tenant_id: string, given: KeyGiven): ApiKey & { key: string } {
  const key = given.chosen ?? new_token(given.sandbox ? 'ery_test_' : 'ery_live_')
  const row = {
    id: new_id(),
    name: given.name,
    prefix: key.slice(0, 12),
    access: given.access ?? 'read-write',
    scopes: [...(given.scopes ?? ['*'])],
    role: given.role,
    person_id: given.person_id,
    rate_limit_per_minute: given.rate_limit_per_minute ?? null,
    is_active: true,
    expires_at: given.expires_at ?? null,
    created_at: context.now,
    revision: 1,
  }
  const acts = { acts_in: given.sandbox?.tenant_id ?? tenant_id, acts_as: given.sandbox?.person_id ?? given.person_id }
  context.insert('api_keys', [{ ...row, ...acts, key_hash: hash_token(key) }])
  context.report(apiKeyCreated, { api_key_id: row.id, person_id: row.person_id })
  return { ...row, sandbox: given.sandbox !== undefined, last_used_at: null, key }
}
