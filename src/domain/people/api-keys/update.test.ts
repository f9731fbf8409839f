import { expect, test } from 'vitest'
import { another_tenant, someone } from '../../../../test/people.ts'
import { type Shop, shop_for_this_test } from '../../../../test/shop.ts'

const of = (shop: Shop) => ({
  change: (id: string, changes: object, options = {}) => shop.call('PATCH', `/v1/api-keys/${id}`, changes, options),
  jobs: (key: string) => shop.call('GET', '/v1/jobs', undefined, { key }),
})

test('switched off, it opens nothing from the very next request; switched on, it does again', async () => {
  const shop = await shop_for_this_test()
  const { change, jobs } = of(shop)
  const { key, key_id } = await someone(shop, 'viewer')
  expect((await jobs(key)).status).toBe(200)
  expect((await change(key_id, { is_active: false })).body).toMatchObject({ is_active: false, revision: 2 })
  expect((await jobs(key)).body).toMatchObject({ status: 401, code: 'unauthenticated' })
  await change(key_id, { is_active: true })
  expect((await jobs(key)).status).toBe(200)
  expect((await shop.call('DELETE', `/v1/api-keys/${key_id}`)).body).toEqual({ id: key_id })
  expect((await jobs(key)).status).toBe(401)
  expect((await change(key_id, { name: 'X' })).body).toMatchObject({ status: 404, reason: 'api_key_unknown' })
  expect((await shop.call('DELETE', `/v1/api-keys/${key_id}`)).status).toBe(404)
})

test('it ends when its time is over, and lives on when it is given more', async () => {
  let now = Date.parse('2026-03-02T08:00:00Z')
  const shop = await shop_for_this_test({ clock: () => now })
  const { change, jobs } = of(shop)
  const { key, key_id } = await someone(shop, 'viewer', { expires_at: '2026-03-02T10:30:00+02:00' })
  expect((await jobs(key)).status).toBe(200)
  now = Date.parse('2026-03-02T08:30:00Z')
  expect((await jobs(key)).body).toMatchObject({ status: 401, reason: 'token_expired' })
  await change(key_id, { expires_at: '2026-03-02T09:00:00Z' })
  expect((await jobs(key)).status).toBe(200)
  await change(key_id, { expires_at: '2026-03-02T08:00:00Z' })
  expect((await jobs(key)).status).toBe(401)
  expect((await change(key_id, { expires_at: null })).body.expires_at).toBeNull()
  expect((await jobs(key)).status).toBe(200)
})

test('narrower and wider scopes hold from the very next request', async () => {
  const shop = await shop_for_this_test()
  const { change, jobs } = of(shop)
  const { key, key_id } = await someone(shop, 'planner')
  expect((await jobs(key)).status).toBe(200)
  await change(key_id, { scopes: ['people.*'] })
  expect((await jobs(key)).body).toMatchObject({ status: 403, reason: 'scope_missing' })
  await change(key_id, { scopes: ['jobs.list'] })
  expect((await jobs(key)).status).toBe(200)
})

test('another process that remembers the key notices, too', async () => {
  const shop = await shop_for_this_test()
  const { Engine } = await import('../../../engine/run.ts')
  const { current } = await import('../sessions/current.ts')
  const elsewhere = new Engine(shop.pool)
  const { key, key_id } = await someone(shop, 'viewer')
  const caller = { token: key, request_id: 'test', address: '' }
  expect((await elsewhere.run(current, caller, {})).output.role).toBe('viewer')
  await of(shop).change(key_id, { is_active: false })
  await expect(elsewhere.run(current, caller, {})).rejects.toMatchObject({ code: 'unauthenticated' })
})

test('changes what is given, once, and a stale reader is told', async () => {
  const shop = await shop_for_this_test()
  const { change } = of(shop)
  const { key_id } = await someone(shop, 'viewer')
  const changed = await change(key_id, { name: 'Renamed', rate_limit_per_minute: 60 }, { headers: { 'if-match': '"1"' } })
  expect(changed.body).toMatchObject({ name: 'Renamed', rate_limit_per_minute: 60, revision: 2 })
  expect((await change(key_id, { name: 'Renamed' })).body.revision).toBe(2)
  expect((await change(key_id, { name: 'X' }, { headers: { 'if-match': '"1"' } })).body).toMatchObject({
    status: 412,
    reason: 'api_key_stale',
  })
  expect((await shop.call('GET', `/v1/api-keys/${key_id}`)).body).toEqual(changed.body)
})

test('nobody changes keys above them, gives scopes they lack, or reaches another company’s', async () => {
  const shop = await shop_for_this_test()
  const { change } = of(shop)
  const admin = await someone(shop, 'admin')
  const high = await shop.call('POST', '/v1/api-keys', { name: 'High' })
  expect((await change(high.body.id, { is_active: false }, { key: admin.key })).body).toMatchObject({
    status: 403,
    reason: 'role_too_high',
  })
  const removed = await shop.call('DELETE', `/v1/api-keys/${high.body.id}`, undefined, { key: admin.key })
  expect(removed.body).toMatchObject({ status: 403, reason: 'role_too_high' })
  const narrow = await shop.call('POST', '/v1/api-keys', { name: 'Narrow', scopes: ['api_keys.*'] })
  const wider = await change(narrow.body.id, { scopes: ['*'] }, { key: narrow.body.key })
  expect(wider.body).toMatchObject({ status: 403, reason: 'role_too_high' })
  const other = await another_tenant(shop)
  for (const method of ['GET', 'PATCH', 'DELETE'] as const) {
    const answer = await shop.call(method, `/v1/api-keys/${admin.key_id}`, method === 'PATCH' ? { name: 'X' } : undefined, {
      key: other.key,
    })
    expect(answer.body).toMatchObject({ status: 404, reason: 'api_key_unknown' })
  }
  const planner = await someone(shop, 'planner')
  expect((await shop.call('GET', '/v1/api-keys', undefined, { key: planner.key })).status).toBe(403)
})

test('a read right after a request shows that request; the table follows', async () => {
  let now = Date.parse('2026-03-02T08:00:00Z')
  const shop = await shop_for_this_test({ clock: () => now })
  const { key, key_id } = await someone(shop, 'viewer')
  const used = async () => (await shop.call('GET', `/v1/api-keys/${key_id}`)).body.last_used_at
  expect(await used()).toBeNull()
  await of(shop).jobs(key)
  expect(await used()).toBe('2026-03-02T08:00:00.000Z')
  now += 1000
  await shop.call('GET', '/v1/jobs/00000000-0000-4000-8000-000000000000', undefined, { key })
  expect(await used()).toBe('2026-03-02T08:00:01.000Z')
  await shop.engine.key_use.save()
  const [saved] = await shop.engine.as_system(
    'look',
    shop.tenant_id,
    (context) => context.read<{ last_used_at: string }>`select last_used_at from api_keys where id = ${key_id}`,
  )
  expect(saved?.last_used_at).toBe('2026-03-02T08:00:01.000Z')
})
