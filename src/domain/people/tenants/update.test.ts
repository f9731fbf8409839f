import { afterAll, beforeAll, expect, test } from 'vitest'
import { another_tenant, someone } from '../../../../test/people.ts'
import { open_shop, type Shop } from '../../../../test/shop.ts'

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
})
afterAll(() => shop.close())

const change = (id: string, changes: object, options = {}) => shop.call('PATCH', `/v1/tenants/${id}`, changes, options)

test('an admin changes their own company', async () => {
  const { id, key } = await another_tenant(shop, 'Own Works')
  const changes = {
    name: 'New Name',
    slug: 'new-name',
    time_zone: 'Asia/Jerusalem',
    shift_ends: ['14:00', '22:00'],
    sequence_policy: 'warn',
  }
  const changed = await change(id, changes, { key, headers: { 'if-match': '"1"' } })
  expect(changed).toMatchObject({ status: 200, body: { ...changes, revision: 2 } })
  expect((await shop.call('GET', `/v1/tenants/${id}`, undefined, { key })).body).toEqual(changed.body)
  expect((await change(id, { name: 'New Name' }, { key })).body.revision).toBe(2)
  const stale = await change(id, { name: 'X' }, { key, headers: { 'if-match': '"1"' } })
  expect(stale.body).toMatchObject({ status: 412, reason: 'tenant_stale' })
  expect((await change(id, { slug: 'shop' }, { key })).body).toMatchObject({ status: 409, reason: 'tenant_slug_taken' })
  const planner = await someone(shop, 'planner')
  expect((await change(shop.tenant_id, { name: 'X' }, { key: planner.key })).status).toBe(403)
})

test('limits are the system admin’s, and hold from the next request on', async () => {
  const { id, key } = await another_tenant(shop, 'Small Works')
  const take_in = (job_number: string) => shop.call('POST', '/v1/jobs', { job_number }, { key })
  expect((await take_in('Q-1')).status).toBe(201)
  expect((await change(id, { limits: { jobs: 100 } }, { key })).body).toMatchObject({ status: 403, reason: 'tenant_limits_guarded' })
  expect((await change(id, { limits: { jobs: 1 } })).body.limits).toEqual({ jobs: 1 })
  expect((await take_in('Q-2')).status).toBe(402)
  await change(id, { limits: {} })
  expect((await take_in('Q-2')).status).toBe(201)
})

test('another company is not there, but for a system admin', async () => {
  const one = await another_tenant(shop, 'Left Works')
  const two = await another_tenant(shop, 'Right Works')
  const by = { key: two.key }
  expect((await change(one.id, { name: 'X' }, by)).body).toMatchObject({ status: 404, reason: 'tenant_unknown' })
  expect((await change(one.id, { limits: {} }, by)).status).toBe(404)
  expect((await shop.call('GET', `/v1/tenants/${one.id}`, undefined, by)).body).toMatchObject({ status: 404, reason: 'tenant_unknown' })
  const seen = await shop.call('GET', '/v1/tenants', undefined, by)
  expect(seen.body.data).toMatchObject([{ id: two.id }])
  expect((await shop.call('GET', `/v1/tenants/${one.id}`)).body.name).toBe('Left Works')
  expect((await change(one.id, { name: 'Left Again' })).body.name).toBe('Left Again')
  const unknown = '00000000-0000-4000-8000-000000000000'
  expect((await change(unknown, { name: 'X' })).body).toMatchObject({ status: 404, reason: 'tenant_unknown' })
  expect((await shop.call('GET', `/v1/tenants/${unknown}`)).status).toBe(404)
})

test('what a system admin changes elsewhere is told there', async () => {
  const { id } = await another_tenant(shop, 'Told Works')
  await change(id, { overlap_policy: 'refuse' })
  const facts = await shop.engine.as_system(
    'look',
    id,
    (context) => context.read<{ facts: object }>`select facts from events where name = 'tenant.updated'`,
  )
  expect(facts).toEqual([{ facts: { tenant_id: id, changes: { overlap_policy: { before: 'allow', after: 'refuse' } } } }])
})

test('a system admin lists all, newest first, by cursor', async () => {
  const all = await shop.call('GET', '/v1/tenants')
  expect(all.body.data.length).toBeGreaterThan(3)
  const first = await shop.call('GET', '/v1/tenants?limit=1')
  const second = await shop.call('GET', `/v1/tenants?limit=1&cursor=${first.body.next_cursor}`)
  expect([...first.body.data, ...second.body.data]).toEqual(all.body.data.slice(0, 2))
  expect((await shop.call('GET', '/v1/tenants?search=MY%20sh')).body.data).toMatchObject([{ id: shop.tenant_id }])
})
