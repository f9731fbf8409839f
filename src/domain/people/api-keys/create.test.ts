import { afterAll, beforeAll, expect, test } from 'vitest'
import { another_tenant, someone } from '../../../../test/people.ts'
import { open_shop, type Shop } from '../../../../test/shop.ts'

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
})
afterAll(() => shop.close())

const make = (given: object, options = {}) => shop.call('POST', '/v1/api-keys', given, options)
const get = (path: string, key: string) => shop.call('GET', path, undefined, { key })
const take_in = (job_number: string, key: string) => shop.call('POST', '/v1/jobs', { job_number }, { key })

test('shows a key once, and it acts as its maker', async () => {
  const { status, body } = await make({ name: 'ERP' })
  expect(status, JSON.stringify(body)).toBe(201)
  expect(body).toMatchObject({ name: 'ERP', access: 'read-write', scopes: ['*'], role: 'system_admin', sandbox: false, is_active: true })
  expect(body.key).toMatch(/^ery_live_[0-9a-f]{48}$/)
  expect(body.key.startsWith(body.prefix)).toBe(true)
  const { key, ...shown } = body
  const read = await shop.call('GET', `/v1/api-keys/${body.id}`)
  expect(read.body).toEqual(shown)
  const listed = await shop.call('GET', '/v1/api-keys')
  expect(listed.body.data[0]).toEqual(shown)
  expect(JSON.stringify(listed.body)).not.toContain(key)
  expect((await get('/v1/sessions/current', key)).body).toMatchObject({
    kind: 'key',
    api_key_id: body.id,
    person: { name: 'Administrator' },
  })
})

test('a repeat cannot show the key again: 409 with its id', async () => {
  const options = { headers: { 'idempotency-key': 'k1' } }
  const first = await make({ name: 'Once' }, options)
  const again = await make({ name: 'Once' }, options)
  expect(again.body).toMatchObject({ status: 409, reason: 'done_before', facts: { id: first.body.id } })
  expect(JSON.stringify(again.body)).not.toContain(first.body.key)
  expect((await shop.call('GET', '/v1/api-keys?search=Once')).body.data).toHaveLength(1)
})

test('acts as the person named, with the lower role of the two', async () => {
  const { id } = await someone(shop, 'planner')
  const theirs = await make({ name: 'Theirs', person_id: id })
  expect(theirs.body).toMatchObject({ role: 'planner', person_id: id })
  expect((await take_in('K-1', theirs.body.key)).status).toBe(201)
  const lower = await make({ name: 'Lower', person_id: id, role: 'viewer' })
  expect((await take_in('K-2', lower.body.key)).status).toBe(403)
})

test('never does more than its maker may', async () => {
  const admin = await someone(shop, 'admin')
  const root = (await shop.call('GET', '/v1/people?role=system_admin')).body.data[0]
  const by = { key: admin.key }
  expect((await make({ name: 'A', role: 'system_admin' }, by)).body).toMatchObject({ status: 403, reason: 'role_too_high' })
  expect((await make({ name: 'B', person_id: root.id }, by)).body).toMatchObject({ status: 403, reason: 'role_too_high' })
  expect((await make({ name: 'C' }, by)).body.role).toBe('admin')
  const narrow = await make({ name: 'Narrow', scopes: ['api_keys.*', 'jobs.list'] })
  expect((await make({ name: 'D', scopes: ['*'] }, { key: narrow.body.key })).body).toMatchObject({ status: 403, reason: 'role_too_high' })
  expect((await make({ name: 'E', scopes: ['jobs.list', 'api_keys.list'] }, { key: narrow.body.key })).status).toBe(201)
  expect((await make({ name: 'F' }, { key: narrow.body.key })).body.scopes).toEqual(['api_keys.*', 'jobs.list'])
})

test('says what is wrong', async () => {
  const told = async (given: object): Promise<string[]> => {
    const { status, body } = await make(given)
    return [status, ...body.errors.map((error: { field: string; rule: string }) => `${error.field} ${error.rule}`)]
  }
  expect(await told({ name: 'A', expires_at: '2020-01-01T00:00:00Z' })).toEqual([422, 'expires_at min_value'])
  expect(await told({ name: 'A', expires_at: 'soon' })).toEqual([422, 'expires_at date_format'])
  expect(await told({ name: 'A', scopes: [] })).toEqual([422, 'scopes min_length'])
  expect(await told({ name: 'A', access: 'all' })).toEqual([422, 'access choice'])
  expect(await told({ name: 'A', rate_limit_per_minute: 0 })).toEqual([422, 'rate_limit_per_minute min_value'])
  expect(await told({ key: 'mine' })).toEqual([422, 'name required', 'key unknown_field'])
  const other = await another_tenant(shop)
  const theirs = await shop.call('GET', '/v1/people', undefined, { key: other.key })
  expect(await told({ name: 'A', person_id: theirs.body.data[0].id })).toEqual([422, 'person_id unknown_reference'])
})

test('what the program makes by itself needs a person', async () => {
  const { create } = await import('./create.ts')
  const caller = { token: null, request_id: 'test', address: '', system: { tenant_id: shop.tenant_id } }
  const refused = await shop.engine.run(create, caller, { name: 'A' }).catch((error: unknown) => error)
  expect(refused).toMatchObject({ code: 'invalid', problems: [{ path: ['person_id'], rule: 'required' }] })
})

test('a key that only reads reads', async () => {
  const { body } = await make({ name: 'Reader', access: 'read-only' })
  expect((await get('/v1/jobs', body.key)).status).toBe(200)
  expect((await take_in('R-1', body.key)).body).toMatchObject({ status: 403, reason: 'key_reads_only' })
})

test('scopes open what they name and nothing else', async () => {
  const job = await shop.call('POST', '/v1/jobs', { job_number: 'S-0' })
  const may = async (...scopes: string[]): Promise<number[]> => {
    const { body } = await make({ name: scopes.join(), scopes })
    const calls = [
      await get('/v1/jobs', body.key),
      await get(`/v1/jobs/${job.body.id}`, body.key),
      await take_in(`S-${scopes.join()}`, body.key),
      await get('/v1/people', body.key),
    ]
    return calls.map(({ status }) => status)
  }
  expect(await may('jobs.*')).toEqual([200, 200, 201, 403])
  expect(await may('jobs.list')).toEqual([200, 403, 403, 403])
  expect(await may('read')).toEqual([200, 200, 403, 200])
  expect(await may('jobs.create', 'people.list')).toEqual([403, 403, 201, 200])
  expect(await may('*')).toEqual([200, 200, 201, 200])
  expect(await may('job.*')).toEqual([403, 403, 403, 403])
})

test('a key’s own rate limit holds', async () => {
  const { body } = await make({ name: 'Slow', rate_limit_per_minute: 2 })
  const statuses = [await get('/v1/jobs', body.key), await get('/v1/jobs', body.key), await get('/v1/jobs', body.key)]
  expect(statuses.map(({ status }) => status)).toEqual([200, 200, 429])
})
