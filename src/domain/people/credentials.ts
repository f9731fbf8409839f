import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { new_id } from '../../kernel/id.ts'
import { hash_secret } from './secret.ts'

export const Password = z
  .string()
  .min(8)
  .max(200)
  .meta({ description: 'At least 8 characters; for the office, with the e-mail.', secret: true })
export const Pin = z
  .string()
  .regex(/^\d{4,8}$/, 'A PIN is 4 to 8 digits.')
  .meta({ description: '4 to 8 digits, for a shared tablet.', examples: ['4711'], secret: true })

const kinds = ['password', 'pin'] as const
type Kind = (typeof kinds)[number]

/** What is to be stored in place of what was there; null takes it away, nothing leaves it. */
export type Hashes = { readonly [kind in Kind]?: string | null }

/** Takes tens of milliseconds on purpose. */
export async function hashes_of(given: { readonly [kind in Kind]?: string | null | undefined }): Promise<Hashes> {
  const [password, pin] = await Promise.all(
    kinds.map((kind) => {
      const secret = given[kind]
      return typeof secret === 'string' ? hash_secret(secret) : secret
    }),
  )
  return { ...(password === undefined ? {} : { password }), ...(pin === undefined ? {} : { pin }) }
}

/** Replaces the credentials that are given, and answers what the person's row is to say of them. */
export function replace_credentials(context: Context, person_id: string, hashes: Hashes): { has_password?: boolean; has_pin?: boolean } {
  for (const kind of kinds) {
    const secret_hash = hashes[kind]
    if (secret_hash === undefined) continue
    context.write`delete from credentials where person_id = ${person_id} and kind = ${kind}`
    if (secret_hash !== null) context.insert('credentials', [{ id: new_id(), person_id, kind, secret_hash, created_at: context.now }])
  }
  return {
    ...(hashes.password === undefined ? {} : { has_password: hashes.password !== null }),
    ...(hashes.pin === undefined ? {} : { has_pin: hashes.pin !== null }),
  }
}
