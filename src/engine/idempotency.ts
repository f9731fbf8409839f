import { hash } from 'node:crypto'
import { z } from 'zod'
import { GembaError } from '../kernel/errors.ts'
import type { Row } from '../kernel/sql.ts'
import { moment } from '../kernel/time.ts'
import type { AnyVerb } from '../kernel/verb.ts'

const kept_ms = 24 * 3600 * 1000
const longest_key = 255

export interface Stored {
  readonly verb: string | null
  readonly fingerprint: string
  readonly output: Record<string, unknown>
}

export function assert_usable(key: string): void {
  if (key.length > 0 && key.length <= longest_key && /^[\x21-\x7e]+$/.test(key)) return
  const message = `An Idempotency-Key has 1 to ${longest_key} printable characters without blanks.`
  throw new GembaError('invalid', 'idempotency_key_unusable', message, {
    problems: [{ path: ['Idempotency-Key'], rule: 'format', message }],
  })
}

/** The order of members does not matter, their values do. */
export function fingerprint_of(verb: AnyVerb, input: unknown): string {
  const canonical = JSON.stringify(without_secrets(verb.input, input), (_key, value) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  )
  return hash('sha256', `${verb.name} ${canonical}`)
}

/** A password is stored under a slow hash only: beside it, in a quick one, it could be tried out. */
function without_secrets(schema: z.core.$ZodType | undefined, value: unknown): unknown {
  if (!schema || value === null || value === undefined) return value
  if (z.globalRegistry.get(schema)?.secret === true) return null
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional) return without_secrets(schema.def.innerType, value)
  if (!(schema instanceof z.ZodObject) || typeof value !== 'object' || Array.isArray(value)) return value
  const { shape } = schema.def
  // A member may be called as something that every object has.
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, without_secrets(Object.hasOwn(shape, key) ? shape[key] : undefined, inner)]),
  )
}

/** A row of `idempotency`: the answer, but for one that holds a secret. */
export function answer_to_keep(actor_id: string, key: string, verb: AnyVerb, fingerprint: string, output: unknown, now: string): Row {
  const kept = has_secret(verb.output) ? { id: id_in(output), secret: true } : { answer: output }
  return { actor_id, key, verb: verb.name, fingerprint, output: kept, expires_at: moment(Date.parse(now) + kept_ms) }
}

/** What a repeat gets: the first answer, or why not. */
export function replay(stored: Stored, verb: string, fingerprint: string): unknown {
  if (stored.verb !== verb || stored.fingerprint !== fingerprint) {
    throw new GembaError(
      'invalid',
      'idempotency_key_reused',
      'This Idempotency-Key came with another request before. Use a new key for a new request.',
      {
        problems: [{ path: ['Idempotency-Key'], rule: 'duplicate', message: 'This key came with another request before.' }],
      },
    )
  }
  if (stored.output.secret) {
    const { id } = stored.output
    throw new GembaError('conflict', 'done_before', 'This was done before. The answer held a secret that is shown only once.', {
      facts: { id },
    })
  }
  return stored.output.answer
}

export const in_flight = (): GembaError =>
  new GembaError(
    'conflict',
    'idempotency_in_flight',
    'The same request is being worked on right now. Wait, then repeat it with the same key.',
    { facts: { retry_after_s: 1 } },
  )

const schemas_with_secrets = new WeakMap<z.core.$ZodType, boolean>()

export function has_secret(schema: z.core.$ZodType): boolean {
  const known = schemas_with_secrets.get(schema)
  if (known !== undefined) return known
  const found = holds_secret(schema)
  schemas_with_secrets.set(schema, found)
  return found
}

function holds_secret(schema: z.core.$ZodType): boolean {
  if (z.globalRegistry.get(schema)?.secret === true) return true
  if (schema instanceof z.ZodObject) return Object.values(schema.def.shape).some(has_secret)
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional) return has_secret(schema.def.innerType)
  return false
}

function id_in(output: unknown): unknown {
  if (output === null || typeof output !== 'object') return null
  if ('id' in output) return output.id
  return (
    Object.values(output)
      .map(id_in)
      .find((id) => id !== null) ?? null
  )
}
