import { randomBytes } from 'node:crypto'
import type { Rule } from '../../../kernel/errors.ts'

/** How a format's secrets look. `fault` is what is wrong with one that was chosen. */
export interface SecretRule {
  make(): string
  fault(secret: string): { readonly rule: Rule; readonly message: string } | null
}

const prefix = 'whsec_'
const base64 = /^[A-Za-z0-9+/]+={0,2}$/

/** Standard Webhooks: the key is what stands behind `whsec_`, decoded. */
export const standard_key = (secret: string): Buffer => Buffer.from(secret.slice(prefix.length), 'base64')

export const standard_secret: SecretRule = {
  make: () => prefix + randomBytes(32).toString('base64'),
  fault: (secret) => {
    const size = standard_key(secret).length
    const is_one = secret.startsWith(prefix) && base64.test(secret.slice(prefix.length)) && size >= 24 && size <= 64
    return is_one ? null : { rule: 'format', message: 'Give whsec_ and 24 to 64 bytes in base64, or leave it out and one is made.' }
  },
}

const shortest = 16

/** Signs exactly as it is written. */
export const plain_secret: SecretRule = {
  make: () => randomBytes(32).toString('hex'),
  fault: (secret) =>
    secret.length < shortest
      ? { rule: 'min_length', message: `A secret has ${shortest} or more characters; leave it out and one is made.` }
      : null,
}
