import { afterAll, beforeAll, expect, test } from 'vitest'
import { another_tenant } from '../../../../test/people.ts'
import { open_shop, type Shop } from '../../../../test/shop.ts'

let shop: Shop
let test_key: string
beforeAll(async () => {
  shop = await open_shop()
  test_key = (await shop.call('POST', '/v1/api-keys', { name: 'Trying out', sandbox: true })).body.key
})
afterAll(() => shop.close())

const numbers = async (key: string): Promise<string[]> => {
  const { body } = await shop.call('GET', '/v1/jobs', undefined, { key })
  return body.data.map((job: { job_number: string }) => job.job_number)
}

test('a sandbox key sees and changes nothing of the live shop, nor the other way round', async () => {
  expect(test_key).toMatch(/^ery_test_/)
  const live = await shop.call('POST', '/v1/jobs', { job_number: 'LIVE' })
  const tried = await shop.call('POST', '/v1/jobs', { job_number: 'TRIED' }, { key: test_key })
  expect([await numbers(shop.admin.key), await numbers(test_key)]).toEqual([['LIVE'], ['TRIED']])
  expect((await shop.call('GET', `/v1/jobs/${live.body.id}`, undefined, { key: test_key })).status).toBe(404)
  expect((await shop.call('GET', `/v1/jobs/${tried.body.id}`)).status).toBe(404)
  expect((await shop.call('POST', '/v1/jobs', { job_number: 'LIVE' }, { key: test_key })).status).toBe(201)
  const people = await shop.call('GET', '/v1/people', undefined, { key: test_key })
  expect(people.body.data).toMatchObject([{ name: 'Sandbox', role: 'admin' }])
  const live_people = await shop.call('GET', '/v1/people')
  expect(live_people.body.data).toMatchObject([{ name: 'Administrator' }])
})

test('it knows where it is, and is an admin at most', async () => {
  const { body } = await shop.call('GET', '/v1/sessions/current', undefined, { key: test_key })
  expect(body).toMatchObject({ kind: 'key', role: 'admin', sandbox: true, person: { name: 'Sandbox' } })
  expect(body.tenant).toMatchObject({ slug: 'shop-sandbox', sandbox_of: shop.tenant_id })
  expect((await shop.call('POST', '/v1/tenants', { name: 'X' }, { key: test_key })).body).toMatchObject({
    status: 403,
    reason: 'role_too_low',
  })
  expect((await shop.call('GET', '/v1/tenants', undefined, { key: test_key })).body.data).toHaveLength(1)
  expect((await shop.call('GET', `/v1/tenants/${shop.tenant_id}`, undefined, { key: test_key })).status).toBe(404)
  expect((await shop.call('PATCH', `/v1/tenants/${shop.tenant_id}`, { name: 'X' }, { key: test_key })).status).toBe(404)
})

test('no key is made inside, and none is seen there', async () => {
  for (const sandbox of [true, false]) {
    const refused = await shop.call('POST', '/v1/api-keys', { name: 'X', sandbox }, { key: test_key })
    expect(refused.body).toMatchObject({ status: 409, reason: 'inside_sandbox' })
  }
  expect((await shop.call('GET', '/v1/api-keys', undefined, { key: test_key })).body.data).toEqual([])
  const listed = await shop.call('GET', '/v1/api-keys?sandbox=true')
  expect(listed.body.data).toMatchObject([{ name: 'Trying out', sandbox: true }])
})

test('it is switched off from outside, at once, and notes when it was used', async () => {
  const { body } = await shop.call('POST', '/v1/api-keys', { name: 'Short', sandbox: true })
  expect(body.last_used_at).toBeNull()
  await numbers(body.key)
  expect((await shop.call('GET', `/v1/api-keys/${body.id}`)).body.last_used_at).not.toBeNull()
  await shop.call('PATCH', `/v1/api-keys/${body.id}`, { is_active: false })
  expect((await shop.call('GET', '/v1/jobs', undefined, { key: body.key })).status).toBe(401)
})

test('many who ask at once get one sandbox, with the shop’s own settings', async () => {
  const other = await another_tenant(shop, 'Busy Works')
  await shop.call('PATCH', `/v1/tenants/${other.id}`, { time_zone: 'Asia/Jerusalem', limits: { jobs: 3 } })
  const make = () => shop.call('POST', '/v1/api-keys', { name: 'X', sandbox: true }, { key: other.key })
  const made = await Promise.all(Array.from({ length: 8 }, make))
  expect(made.map(({ status }) => status)).toEqual(Array(8).fill(201))
  const boxes = (await shop.call('GET', '/v1/tenants?search=busy')).body.data
  expect(boxes).toMatchObject([
    { slug: 'busy-works-sandbox', sandbox_of: other.id, time_zone: 'Asia/Jerusalem', limits: { jobs: 3 } },
    { slug: 'busy-works', sandbox_of: null },
  ])
  const people = await shop.call('GET', '/v1/people', undefined, { key: made[0]?.body.key })
  expect(people.body.data).toHaveLength(1)
})

test('a sandbox whose only person was removed gets another', async () => {
  const other = await another_tenant(shop, 'Careless Works')
  const make = async () => (await shop.call('POST', '/v1/api-keys', { name: 'X', sandbox: true }, { key: other.key })).body.key
  const first = await make()
  const [sandbox] = (await shop.call('GET', '/v1/people', undefined, { key: first })).body.data
  const self = await shop.call('DELETE', `/v1/people/${sandbox.id}`, undefined, { key: first })
  expect(self.body.reason).toBe('person_is_self')
  const helper = { name: 'Helper', role: 'admin', email: 'helper@example.com', password: 'long enough' }
  await shop.call('POST', '/v1/people', helper, { key: first })
  const session = await shop.call('POST', '/v1/sessions', { email: helper.email, password: helper.password })
  expect((await shop.call('DELETE', `/v1/people/${sandbox.id}`, undefined, { key: session.body.token })).status).toBe(200)
  expect((await shop.call('GET', '/v1/sessions/current', undefined, { key: await make() })).body.person.name).toBe('Helper')
})
