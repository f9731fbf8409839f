import type { Shop } from './shop.ts'

let numbers = 1

/** A new person of that role who has signed in at the shared tablet; `key` is the session. */
export async function signed_in(shop: Shop, role: string): Promise<{ id: string; key: string }> {
  const employee_number = `S${numbers++}`
  const { body: person } = await shop.call('POST', '/v1/people', { name: `A ${role}`, role, employee_number, pin: '4711' })
  const session = await shop.call('POST', '/v1/sessions', { tenant: 'shop', employee_number, pin: '4711' }, { key: null })
  if (session.status !== 201) throw new Error(JSON.stringify([person, session.body]))
  return { id: person.id, key: session.body.token }
}
