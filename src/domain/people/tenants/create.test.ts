import { afterAll, beforeAll, expect, test } from 'vitest'
import { someone } from '../../../../test/people.ts'
import { open_shop, type Shop } from '../../../../test/shop.ts'

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
})
afterAll(() => shop.close())

test('sets up a company with an administrator and a key that opens it', async () => {
  const { status, body } = await shop.call('POST', '/v1/tenants', {
    name: 'Müller & Söhne',
    time_zone: 'Europe/Berlin',
    limits: { jobs: 5 },
  })
  expect(status, JSON.stringify(body)).toBe(201)
  expect(Object.keys(body).sort()).toEqual(['api_key', 'tenant'])
  expect(body.tenant).toMatchObject({ name: 'Müller & Söhne', slug: 'muller-sohne', time_zone: 'Europe/Berlin', limits: { jobs: 5 } })
  expect(body.tenant).toMatchObject({ sequence_policy: 'free', overlap_policy: 'allow', shift_ends: [], sandbox_of: null, revision: 1 })
  const people = await shop.call('GET', '/v1/people', undefined, { key: body.api_key })
  expect(people.body.data).toMatchObject([
    { name: 'Administrator', role: 'admin', employee_number: 'ADMIN', email: null, has_password: false },
  ])
  const who = await shop.call('GET', '/v1/sessions/current', undefined, { key: body.api_key })
  expect(who.body).toMatchObject({ role: 'admin', tenant: { id: body.tenant.id } })
  const here = await shop.call('GET', '/v1/people')
  expect(here.body.data).toHaveLength(1)
})

test('the administrator may be named and sign in', async () => {
  const admin = { name: 'Jane', email: 'jane@acme.example', password: 'long enough' }
  const { body } = await shop.call('POST', '/v1/tenants', { name: 'Acme', admin })
  const session = await shop.call('POST', '/v1/sessions', { email: admin.email, password: admin.password }, { key: null })
  expect(session.body.person).toMatchObject({ name: 'Jane', role: 'admin', employee_number: null })
  const who = await shop.call('GET', '/v1/sessions/current', undefined, { key: session.body.token })
  expect(who.body.tenant.id).toBe(body.tenant.id)
  const again = await shop.call('POST', '/v1/tenants', { name: 'Acme Two', admin })
  expect(again.body).toMatchObject({ status: 409, reason: 'person_email_taken' })
  expect((await shop.call('GET', '/v1/tenants?search=acme')).body.data).toHaveLength(1)
})

test('a short name asked for is that or none; one made from the name is the next that is free', async () => {
  expect((await shop.call('POST', '/v1/tenants', { name: 'One', slug: 'one' })).body.tenant.slug).toBe('one')
  expect((await shop.call('POST', '/v1/tenants', { name: 'Two', slug: 'one' })).body).toMatchObject({
    status: 409,
    reason: 'tenant_slug_taken',
  })
  const made = await Promise.all(Array.from({ length: 6 }, () => shop.call('POST', '/v1/tenants', { name: 'Same Name' })))
  const slugs = made.map(({ body }) => body.tenant?.slug).sort()
  expect(slugs).toEqual(['same-name', 'same-name-2', 'same-name-3', 'same-name-4', 'same-name-5', 'same-name-6'])
  expect((await shop.call('POST', '/v1/tenants', { name: '東京' })).body.tenant.slug).toBe('shop-2')
})

test('a repeat cannot show the key again', async () => {
  const options = { headers: { 'idempotency-key': 't1' } }
  const first = await shop.call('POST', '/v1/tenants', { name: 'Once Only' }, options)
  const again = await shop.call('POST', '/v1/tenants', { name: 'Once Only' }, options)
  expect(again.body).toMatchObject({ status: 409, reason: 'done_before', facts: { id: first.body.tenant.id } })
  expect(JSON.stringify(again.body)).not.toContain(first.body.api_key)
})

test('only for system admins', async () => {
  const admin = await someone(shop, 'admin')
  expect((await shop.call('POST', '/v1/tenants', { name: 'X' }, { key: admin.key })).body).toMatchObject({
    status: 403,
    reason: 'role_too_low',
  })
  expect((await shop.call('POST', '/v1/tenants', { name: 'X' }, { key: null })).status).toBe(401)
})

test.each([
  [{}, 'name required'],
  [{ name: 'X', slug: 'Big Letters' }, 'slug format'],
  [{ name: 'X', time_zone: 'Mars/Olympus' }, 'time_zone choice'],
  [{ name: 'X', shift_ends: ['25:00'] }, 'shift_ends[0] format'],
  [{ name: 'X', limits: { job: 1 } }, 'limits.job unknown_field'],
  [{ name: 'X', limits: { jobs: -1 } }, 'limits.jobs min_value'],
  [{ name: 'X', admin: { email: 'nowhere' } }, 'admin.email format'],
  [{ name: 'X', admin: { password: 'short' } }, 'admin.password min_length'],
  [{ name: 'X', admin: { role: 'system_admin' } }, 'admin.role unknown_field'],
])('says what is wrong with %j', async (given, told) => {
  const { status, body } = await shop.call('POST', '/v1/tenants', given)
  expect(status).toBe(422)
  expect(body.errors.map((error: { field: string; rule: string }) => `${error.field} ${error.rule}`)).toEqual([told])
})
