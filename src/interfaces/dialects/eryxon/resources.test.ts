import { afterAll, beforeAll, expect, test } from 'vitest'
import { lay_out_job } from '../../../../test/floor-of-one-job.ts'
import { another_tenant, someone } from '../../../../test/people.ts'
import { open_shop, type Shop } from '../../../../test/shop.ts'

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
})
afterAll(() => shop.close())

test('resources are made, found, changed and deleted', async () => {
  const made = await shop.call('POST', '/functions/v1/api-resources', {
    name: 'Vice 160',
    type: 'fixture',
    identifier: 'FX-1',
    metadata: { jaw: 160 },
  })
  expect(made).toMatchObject({
    status: 201,
    body: {
      success: true,
      data: { resource: { name: 'Vice 160', type: 'fixture', status: 'available', active: true, metadata: { jaw: 160 } } },
    },
  })
  await shop.call('POST', '/api-resources', { name: 'Mould', type: 'mold', active: false, description: 'For lids' })
  const names = async (query: string) =>
    (await shop.call('GET', `/api-resources?${query}`)).body.data.resources.map(({ name }: { name: string }) => name)
  expect(await names('')).toEqual(['Mould', 'Vice 160'])
  expect(await names('sort=name&order=desc')).toEqual(['Vice 160', 'Mould'])
  expect(await names('type=mold&active=false')).toEqual(['Mould'])
  expect(await names('search=LID')).toEqual(['Mould'])
  const { id } = made.body.data.resource
  const changed = await shop.call('PATCH', `/api-resources?id=${id}`, { status: 'maintenance', location: 'Rack 3', identifier: '' })
  expect(changed.body.data.resource).toMatchObject({ status: 'maintenance', location: 'Rack 3', identifier: null })
  expect((await shop.call('GET', `/api-resources?id=${id}`)).body.data.resource).toEqual({
    ...changed.body.data.resource,
    operation_resources: [],
  })
  expect((await shop.call('PATCH', `/api-resources?id=${id}`, {})).status).toBe(400)
  expect((await shop.call('DELETE', `/api-resources?id=${id}`)).body.data).toMatchObject({ resource_id: id })
  expect((await shop.call('GET', `/api-resources?id=${id}`)).status).toBe(404)
})

test('a resource’s faults and conflicts', async () => {
  const wrong = await shop.call('POST', '/api-resources', { type: 'machine', status: 'lost', active: 'yes' })
  expect(wrong.status).toBe(422)
  expect(wrong.body.error.details).toMatchObject([
    { field: 'name', constraint: 'NOT_NULL', entityType: 'resource' },
    { field: 'type', constraint: 'ENUM_CONSTRAINT', value: 'machine' },
    { field: 'status', constraint: 'ENUM_CONSTRAINT' },
    { field: 'active', constraint: 'TYPE_MISMATCH' },
  ])
  await shop.call('POST', '/api-resources', { name: 'Gauge', type: 'tooling' })
  expect(await shop.call('POST', '/api-resources', { name: 'gauge', type: 'tooling' })).toMatchObject({
    status: 409,
    body: { error: { code: 'CONFLICT', details: [{ field: 'name', constraint: 'UNIQUE_CONSTRAINT' }] } },
  })
  const { id } = (await shop.call('POST', '/api-resources', { name: 'Lent', type: 'tooling' })).body.data.resource
  const operation_id = (await lay_out_job(shop, [1])).parts[0]?.operations[0]
  await shop.call('POST', `/v1/resources/${id}/assign`, { operation_id })
  expect(await shop.call('DELETE', `/api-resources?id=${id}`)).toMatchObject({ status: 409, body: { error: { code: 'CONFLICT' } } })
  expect((await shop.call('GET', `/api-resources?id=${id}`)).body.data.resource).toMatchObject({
    status: 'in_use',
    operation_resources: [{ operation_id }],
  })
  const other = await another_tenant(shop)
  expect((await shop.call('DELETE', `/api-resources?id=${id}`, undefined, { key: other.key })).status).toBe(403)
})

test('assignments are made, found, changed and deleted', async () => {
  const job = await lay_out_job(shop, [1])
  const ann = await someone(shop, 'operator')
  const made = await shop.call('POST', '/api-assignments', { part_id: job.parts[0]?.id, operator_id: ann.id })
  expect(made).toMatchObject({
    status: 201,
    body: {
      data: {
        assignment: {
          job_id: job.id,
          operator_id: ann.id,
          shop_floor_operator_id: ann.id,
          status: 'assigned',
          part: { part_number: 'P1' },
          operator: { id: ann.id, full_name: 'A operator' },
        },
      },
    },
  })
  const { id } = made.body.data.assignment
  expect((await shop.call('GET', `/api-assignments?shop_floor_operator_id=${ann.id}&status=assigned`)).body.data).toMatchObject({
    assignments: [{ id }],
    pagination: { total: 1 },
  })
  expect((await shop.call('PATCH', `/api-assignments?id=${id}`, { status: 'in_progress' })).body.data.assignment.status).toBe('in_progress')
  expect(await shop.call('PATCH', `/api-assignments?id=${id}`, { status: 'accepted' })).toMatchObject({
    status: 409,
    body: { error: { code: 'INVALID_STATE_TRANSITION' } },
  })
  expect((await shop.call('GET', `/api-assignments?id=${id}`)).body.data.assignment.id).toBe(id)
  const wrong = await shop.call('POST', '/api-assignments', { status: 'active' })
  expect(wrong.body.error.details).toMatchObject([
    { field: 'status', constraint: 'ENUM_CONSTRAINT' },
    { field: 'operator_id', constraint: 'NOT_NULL' },
    { field: 'job_id', constraint: 'NOT_NULL' },
  ])
  expect(await shop.call('POST', '/api-assignments', { part_id: job.parts[0]?.id, shop_floor_operator_id: ann.id })).toMatchObject({
    status: 409,
  })
  const other = await another_tenant(shop)
  expect((await shop.call('GET', `/api-assignments?id=${id}`, undefined, { key: other.key })).status).toBe(403)
  expect((await shop.call('DELETE', `/api-assignments?id=${id}`)).body.data).toMatchObject({ assignment_id: id })
})
