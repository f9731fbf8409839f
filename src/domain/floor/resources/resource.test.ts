import { afterAll, beforeAll, expect, test } from 'vitest'
import { lay_out_job } from '../../../../test/floor-of-one-job.ts'
import { another_tenant } from '../../../../test/people.ts'
import { open_shop, type Shop } from '../../../../test/shop.ts'
import { told_of } from '../../../../test/told.ts'

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
})
afterAll(() => shop.close())

const make = async (name: string, more: object = {}) => (await shop.call('POST', '/v1/resources', { name, type: 'fixture', ...more })).body
const an_operation = async (): Promise<string> => (await lay_out_job(shop, [1])).parts[0]?.operations[0] ?? ''

test('a resource is made, found, changed and removed', async () => {
  const made = await shop.call('POST', '/v1/resources', {
    name: 'Vice 160',
    type: 'fixture',
    identifier: 'FX-42',
    metadata: { b: 1, a: 2 },
  })
  expect(made).toMatchObject({ status: 201, body: { name: 'Vice 160', status: 'available', is_active: true, revision: 1 } })
  await make('Mould 7', { type: 'mold', is_active: false })
  const found = async (query: string) =>
    (await shop.call('GET', `/v1/resources?${query}`)).body.data.map(({ name }: { name: string }) => name)
  expect(await found('search=fx-42')).toEqual(['Vice 160'])
  expect(await found('type=mold')).toEqual(['Mould 7'])
  expect(await found('is_active=false')).toEqual(['Mould 7'])
  expect(await found('sort=name&order=asc')).toEqual(['Mould 7', 'Vice 160'])
  expect(await found('status=in_use')).toEqual([])

  const { id } = made.body
  const same = await shop.call('PATCH', `/v1/resources/${id}`, { metadata: { a: 2, b: 1 } })
  expect(same.body.revision).toBe(1)
  const changed = await shop.call('PATCH', `/v1/resources/${id}`, { location: 'Rack 3' })
  expect(changed.body).toMatchObject({ location: 'Rack 3', revision: 2 })
  expect(await shop.call('PATCH', `/v1/resources/${id}`, { location: 'Rack 4' }, { headers: { 'if-match': '"1"' } })).toMatchObject({
    status: 412,
    body: { reason: 'resource_stale' },
  })
  expect((await shop.call('DELETE', `/v1/resources/${id}`)).status).toBe(200)
  expect(await shop.call('GET', `/v1/resources/${id}`)).toMatchObject({ status: 404, body: { reason: 'resource_unknown' } })
  expect((await told_of(shop, id)).map(({ name }) => name)).toEqual(['resource.created', 'resource.updated', 'resource.deleted'])
  expect(await make('Vice 160')).toMatchObject({ status: 'available' })
})

test('names and external ids are unique, in parallel too', async () => {
  const answers = await Promise.all(
    ['Gauge', ' gauge', 'GAUGE'].map((name) => shop.call('POST', '/v1/resources', { name, type: 'tooling' })),
  )
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409])
  expect(answers.find(({ status }) => status === 409)?.body.reason).toBe('resource_name_taken')
  await make('From ERP', { external_source: 'erp', external_id: '1' })
  expect(
    await shop.call('POST', '/v1/resources', { name: 'Again', type: 'tooling', external_source: 'erp', external_id: '1' }),
  ).toMatchObject({ status: 409, body: { reason: 'resource_external_taken' } })
})

test('what is wrong is told all at once', async () => {
  const { status, body } = await shop.call('POST', '/v1/resources', { name: '', type: 'machine', status: 'lost' })
  expect(status).toBe(422)
  expect(body.errors.map(({ field }: { field: string }) => field)).toEqual(['name', 'type', 'status'])
})

test('lent to operations it is in use, until the last one has released it', async () => {
  const { id } = await make('Chuck')
  const [first, second] = [await an_operation(), await an_operation()]
  const loan = await shop.call('POST', `/v1/resources/${id}/assign`, { operation_id: first, quantity: 2.5 })
  expect(loan).toMatchObject({ status: 200, body: { resource_id: id, operation_id: first, quantity: 2.5, released_at: null } })
  expect(await shop.call('POST', `/v1/resources/${id}/assign`, { operation_id: first })).toMatchObject({
    status: 409,
    body: { reason: 'resource_lent_there' },
  })
  await shop.call('POST', `/v1/resources/${id}/assign`, { operation_id: second })
  const shown = await shop.call('GET', `/v1/resources/${id}`)
  expect(shown.body).toMatchObject({ status: 'in_use', loans: [{ operation_id: first }, { operation_id: second }] })
  expect((await shop.call('GET', `/v1/resources?operation_id=${second}`)).body.data).toHaveLength(1)
  expect(await shop.call('DELETE', `/v1/resources/${id}`)).toMatchObject({ status: 409, body: { reason: 'resource_lent' } })

  await shop.call('POST', `/v1/resources/${id}/release`, { operation_id: first })
  expect((await shop.call('GET', `/v1/resources/${id}`)).body.status).toBe('in_use')
  await shop.call('POST', `/v1/resources/${id}/release`, { operation_id: second })
  expect((await shop.call('GET', `/v1/resources/${id}`)).body).toMatchObject({ status: 'available', loans: [] })
  expect(await shop.call('POST', `/v1/resources/${id}/release`, { operation_id: second })).toMatchObject({
    status: 404,
    body: { reason: 'loan_unknown' },
  })
  expect((await shop.call('DELETE', `/v1/resources/${id}`)).status).toBe(200)
})

test('what is in maintenance or switched off is lent to nobody, and an operation that was removed keeps nothing', async () => {
  const operation_id = await an_operation()
  const broken = await make('Broken', { status: 'maintenance' })
  const off = await make('Off', { is_active: false })
  for (const { id } of [broken, off]) {
    expect(await shop.call('POST', `/v1/resources/${id}/assign`, { operation_id })).toMatchObject({
      status: 409,
      body: { reason: 'resource_not_available' },
    })
  }
  const { id } = await make('Jig')
  await shop.call('POST', `/v1/resources/${id}/assign`, { operation_id })
  await shop.call('DELETE', `/v1/operations/${operation_id}`)
  expect((await shop.call('DELETE', `/v1/resources/${id}`)).status).toBe(200)
})

test('one of many parallel loans to the same operation is made', async () => {
  const { id } = await make('Torch')
  const operation_id = await an_operation()
  const answers = await Promise.all(Array.from({ length: 10 }, () => shop.call('POST', `/v1/resources/${id}/assign`, { operation_id })))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(answers.filter(({ body }) => body.reason === 'resource_lent_there')).toHaveLength(9)
})

test('another company’s resource and operation are not there', async () => {
  const other = await another_tenant(shop)
  const { id } = await make('Ours')
  expect((await shop.call('GET', `/v1/resources/${id}`, undefined, { key: other.key })).status).toBe(404)
  const theirs = (await shop.call('POST', '/v1/resources', { name: 'Theirs', type: 'tooling' }, { key: other.key })).body
  const operation_id = await an_operation()
  expect(await shop.call('POST', `/v1/resources/${theirs.id}/assign`, { operation_id }, { key: other.key })).toMatchObject({
    status: 422,
    body: { errors: [{ field: 'operation_id', rule: 'unknown_reference' }] },
  })
})
