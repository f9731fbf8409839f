import type { Context } from '../../kernel/context.ts'
import { make_key } from './api-keys/key.ts'
import { hashes_of } from './credentials.ts'
import { make_person } from './person.ts'
import { new_token } from './secret.ts'
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
  const hashes = await hashes_of({ password })
  found_tenant(context, { id: tenant_id, name: 'My shop', slug: 'shop' })
  const person_id = make_person(context, { name: 'Administrator', role: 'system_admin', is_owner: true, email }, hashes)
  const { key } = make_key(context, tenant_id, {
    name: 'First key',
    role: 'system_admin',
    person_id,
    ...(chosen_key === null ? {} : { chosen: chosen_key }),
  })
  return { email, password, key }
}
