import { argon2, createHash, randomBytes, timingSafeEqual } from 'node:crypto'

const cost = { parallelism: 1, memory: 19_456, passes: 2, tagLength: 32 } as const

/** Argon2id as OWASP gives it: `argon2id$<salt>$<hash>`. A password or PIN is never stored, only this. */
export async function hash_secret(secret: string): Promise<string> {
  const salt = randomBytes(16)
  return `argon2id$${salt.toString('base64url')}$${(await tag_of(secret, salt)).toString('base64url')}`
}

export async function is_secret(secret: string, stored: string): Promise<boolean> {
  const [, salt = '', tag = ''] = stored.split('$')
  const expected = Buffer.from(tag, 'base64url')
  const given = await tag_of(secret, Buffer.from(salt, 'base64url'))
  return given.length === expected.length && timingSafeEqual(given, expected)
}

/** Takes as long as a real check, so that nobody learns from the clock whether a person exists. */
export const nobody_has_this = `argon2id$${Buffer.alloc(16).toString('base64url')}$${Buffer.alloc(32).toString('base64url')}`

function tag_of(message: string, nonce: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    argon2('argon2id', { message, nonce, ...cost }, (error, tag) => (error ? reject(error) : resolve(tag)))
  })
}

/** Long random tokens need no slow hash. */
export const hash_token = (token: string): string => createHash('sha256').update(token).digest('hex')
export const new_token = (prefix: string): string => prefix + randomBytes(24).toString('hex')
