import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto'
import type { Context } from '../../../kernel/context.ts'
import { new_id } from '../../../kernel/id.ts'

interface SigningKey {
  readonly public_key: string
  readonly private_key: string
}

/** The company's own key; made when it is first needed, by whoever is first. */
export async function signing_key(context: Context): Promise<SigningKey> {
  const found = await key_of_company(context)
  if (found) return found
  const { publicKey, privateKey } = generateKeyPairSync('ed25519', {
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  context.write`insert into signing_keys (id, public_key, private_key, created_at)
    values (${new_id()}, ${publicKey}, ${privateKey}, ${context.now}) on conflict (tenant_id) do nothing`
  const made = await key_of_company(context)
  if (!made) throw new Error('a signing key was just written')
  return made
}

async function key_of_company(context: Context): Promise<SigningKey | undefined> {
  const [key] = await context.read<SigningKey>`select public_key, private_key from signing_keys`
  return key
}

export const signature_of = (text: string, private_key: string): string => sign(null, Buffer.from(text), private_key).toString('base64')

export function is_signed(text: string, signature: string, public_key: string): boolean {
  try {
    return verify(null, Buffer.from(text), createPublicKey(public_key), Buffer.from(signature, 'base64'))
  } catch {
    // What stands there is no key any more, which answers the question.
    return false
  }
}
