import type { Context } from '../../kernel/context.ts'
import { new_id } from '../../kernel/id.ts'
import { make_key } from './api-keys/key.ts'
import { hash_secret, new_token } from './secret.ts'
import { found_tenant } from './tenants/tenant.ts'

export interface FirstStart {
  readonly email: string
  readonly password: string
  readonly key: string
}

const email = 'admin@gemba.local'

/** The first company, its administrator and a key: what a new server cannot do without. */
export async function first_start(context: Context, tenant_id: string, chosen_key: string | null): Promise<FirstStart> {
  const password = new_token('').slice(0, 16)
  const secret_hash = await hash_secret(password)
  const { now } = context
  const person_id = new_id()
  found_tenant(context, { id: tenant_id, name: 'My shop', slug: 'shop' })
  context.insert('people', [
    {
      id: person_id,
      name: 'Administrator',
      role: 'system_admin',
      email,
      is_active: true,
      has_password: true,
      has_pin: false,
      origin: 'api',
      created_at: now,
      updated_at: now,
      revision: 1,
    },
  ])
  context.insert('credentials', [{ id: new_id(), person_id, kind: 'password', secret_hash, created_at: now }])
  const { key } = make_key(context, tenant_id, {
    name: 'First key',
    role: 'system_admin',
    person_id,
    ...(chosen_key === null ? {} : { chosen: chosen_key }),
  })
  return { email, password, key }
}
