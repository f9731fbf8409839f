import { afterAll, beforeAll, expect, test } from 'vitest'
import { lay_out_job } from '../../../../test/floor-of-one-job.ts'
import { another_tenant, someone } from '../../../../test/people.ts'
import { as_owner, open_shop, type Shop } from '../../../../test/shop.ts'

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
  await lay_out_job(shop, [2, 1])
  await shop.call('POST', '/api-resources', { name: 'Vice', type: 'fixture' })
  await shop.call('POST', '/v1/sessions', {})
})
afterAll(() => shop.close())

const export_of = (query: string, key?: string) => shop.call('GET', `/functions/v1/api-export${query}`, undefined, key ? { key } : {})

test('everything of the company comes in one file, without secrets', async () => {
  const webhook = await shop.call('POST', '/api-webhooks', {
    url: 'https://example.com/hook',
    events: ['job.created'],
    secret: 'a-secret-of-sixteen-or-more',
  })
  expect(webhook.status).toBe(201)
  const { status, body, headers } = await export_of('')
  expect(status).toBe(200)
  expect(headers['content-disposition']).toMatch(/^attachment; filename="tenant-export-.*\.json"$/)
  expect(body._metadata).toMatchObject({ tenant_id: shop.tenant_id, format: 'json' })
  for (const { name, count } of body._metadata.tables) expect(body[name], name).toHaveLength(count)
  expect(body._tenant_info.name).toEqual(expect.any(String))
  expect(Object.keys(body)).toEqual(
    expect.arrayContaining(['jobs', 'parts', 'operations', 'cells', 'issues', 'profiles', 'webhooks', 'webhook_logs']),
  )
  expect(body).toMatchObject({
    jobs: [{ status: 'not_started' }],
    parts: [{}, {}],
    operations: [{}, {}, {}],
    resources: [{ name: 'Vice', active: true }],
  })
  expect(body.api_keys).toMatchObject([{ prefix: expect.any(String) }])
  const text = JSON.stringify(body)
  for (const secret of ['a-secret-of-sixteen-or-more', shop.admin.key]) expect(text).not.toContain(secret)
  const hashes = await as_owner(
    shop.database,
    async (client) => (await client.query('select key_hash as h from api_keys union all select secret_hash from credentials')).rows,
  )
  for (const { h } of hashes) expect(text).not.toContain(h)
  expect(text).not.toMatch(/"(\w*_hash|secret\w*|password)"/)
})

test('only what is asked for comes', async () => {
  const { body } = await export_of('?entities=jobs,parts&format=json')
  expect(Object.keys(body)).toEqual(['jobs', 'parts', '_metadata', '_tenant_info'])
  expect(body._metadata.tables).toEqual([
    { name: 'jobs', count: 1 },
    { name: 'parts', count: 2 },
  ])
  expect(await export_of('?entities=jobs,secrets')).toMatchObject({
    status: 422,
    body: { error: { details: [{ field: 'entities[1]', constraint: 'ENUM_CONSTRAINT' }] } },
  })
  expect((await export_of('?format=xml')).status).toBe(422)
})

test('it is for administrators, each of their own company, and for keys that only read', async () => {
  expect((await shop.call('GET', '/api-export', undefined, { key: null })).status).toBe(401)
  expect((await export_of('', (await someone(shop, 'planner')).key)).status).toBe(403)
  expect((await export_of('?entities=cells', (await someone(shop, 'admin', { access: 'read-only' })).key)).status).toBe(200)
  const other = await another_tenant(shop)
  const { body } = await export_of('', other.key)
  expect(body).toMatchObject({ jobs: [], parts: [], resources: [], _metadata: { tenant_id: other.id } })
  expect(JSON.stringify(body)).not.toContain(shop.tenant_id)
})

test('however many there are, all come, page by page', async () => {
  const items = Array.from({ length: 1000 }, (_, at) => ({
    external_source: 's',
    external_id: `${at}`,
    name: `Jig ${at}`,
    type: 'tooling',
  }))
  await shop.call('POST', '/api-resources/bulk-sync', { items })
  await shop.call('POST', '/api-resources/bulk-sync', { items: [{ ...items[0], external_id: 'one-more', name: 'One more' }] })
  const { body } = await export_of('?entities=resources')
  expect(body._metadata.tables).toEqual([{ name: 'resources', count: 1002 }])
  expect(new Set(body.resources.map(({ id }: { id: string }) => id)).size).toBe(1002)
}, 60_000)
