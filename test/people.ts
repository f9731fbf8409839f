import type { Shop } from './shop.ts'

export interface Someone {
  readonly id: string
  readonly key: string
  readonly key_id: string
}

let numbers = 1000

/** A new person of that role with a key of their own; `more` goes to the key. */
export async function someone(shop: Shop, role: string, more: object = {}): Promise<Someone> {
  const person = await shop.call('POST', '/v1/people', { name: `A ${role}`, role, employee_number: `N${numbers++}` })
  const key = await shop.call('POST', '/v1/api-keys', { name: `Key of a ${role}`, person_id: person.body.id, ...more })
  if (key.status !== 201) throw new Error(JSON.stringify([person.body, key.body]))
  return { id: person.body.id, key: key.body.key, key_id: key.body.id }
}

/** Another company on the same server, and a key of its administrator. */
export async function another_tenant(shop: Shop, name = 'Other Works'): Promise<{ id: string; slug: string; key: string }> {
  const { body } = await shop.call('POST', '/v1/tenants', { name })
  return { id: body.tenant.id, slug: body.tenant.slug, key: body.api_key }
}
