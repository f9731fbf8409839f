import { afterAll, beforeAll, expect, test } from 'vitest'
import { all_verbs } from '../src/interfaces/app.ts'
import { roles } from '../src/kernel/role.ts'
import { someone } from './people.ts'
import { open_shop, type Shop } from './shop.ts'
import { call_verb } from './world.ts'

let shop: Shop
const key_of = new Map<string, string>()
let reads_only = ''
let without_scope = ''
beforeAll(async () => {
  shop = await open_shop()
  for (const role of roles) key_of.set(role, (await someone(shop, role)).key)
  reads_only = (await someone(shop, 'system_admin', { access: 'read-only' })).key
  without_scope = (await someone(shop, 'system_admin', { scopes: ['nothing.at_all'] })).key
})
afterAll(() => shop.close())

const named = all_verbs.map((verb) => [verb.name, verb] as const)
const call = (verb: (typeof all_verbs)[number], key: string | null) => call_verb(shop, verb, verb.examples[0]?.given ?? {}, key)

test.each(named.filter(([, verb]) => !verb.allow.includes('anonymous')))('%s wants somebody who is signed in', async (_name, verb) => {
  expect(await call(verb, null)).toMatchObject({ status: 401, body: { code: 'unauthenticated', reason: 'not_signed_in' } })
  expect(await call(verb, 'ery_live_nobody_has_this_one')).toMatchObject({ status: 401, body: { reason: 'token_unknown' } })
})

test.each(named)('%s is refused to each role that it is not for', async (_name, verb) => {
  for (const role of roles.filter((one) => !verb.allow.includes(one))) {
    expect(await call(verb, key_of.get(role) ?? null), role).toMatchObject({
      status: 403,
      body: { code: 'forbidden', reason: 'role_too_low' },
    })
  }
})

test.each(named.filter(([, verb]) => verb.allow.includes('system_admin')))(
  '%s is refused to a key without the scope for it',
  async (_name, verb) => {
    expect(await call(verb, without_scope)).toMatchObject({ status: 403, body: { reason: 'scope_missing' } })
  },
)

test.each(named.filter(([, verb]) => verb.kind === 'writes' && verb.allow.includes('system_admin')))(
  '%s is refused to a key that only reads',
  async (_name, verb) => {
    expect(await call(verb, reads_only)).toMatchObject({ status: 403, body: { reason: 'key_reads_only' } })
  },
)
