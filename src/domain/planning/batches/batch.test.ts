import { afterAll, beforeAll, expect, test } from 'vitest'
import { lay_out_job } from '../../../../test/floor-of-one-job.ts'
import { another_tenant } from '../../../../test/people.ts'
import { open_shop, type Shop } from '../../../../test/shop.ts'
import { told_of } from '../../../../test/told.ts'

let shop: Shop
let workstation_id: string
beforeAll(async () => {
  shop = await open_shop()
  workstation_id = (await shop.call('POST', '/v1/workstations', { name: 'Laser' })).body.id
})
afterAll(() => shop.close())

const an_operation = async (): Promise<string> => (await lay_out_job(shop, [1])).parts[0]?.operations[0] ?? ''
const make = (more: object = {}) => shop.call('POST', '/v1/batches', { workstation_id, ...more })

test('a batch is made of operations of several jobs, found, changed and removed', async () => {
  const operation_ids = [await an_operation(), await an_operation()]
  const made = await make({ batch_number: 'N-1', type: 'laser_nesting', material: 'S235', thickness_mm: 3, operation_ids })
  expect(made).toMatchObject({
    status: 201,
    body: {
      batch_number: 'N-1',
      status: 'draft',
      production_mode: 'manual',
      operations_count: 2,
      workstation: { name: 'Laser' },
      revision: 1,
    },
  })
  expect(made.body.operations.map((one: { operation_id: string; sequence: number }) => [one.operation_id, one.sequence])).toEqual(
    operation_ids.map((id, at) => [id, at + 1]),
  )
  const numbers = async (query: string) =>
    (await shop.call('GET', `/v1/batches?${query}`)).body.data.map((one: { batch_number: string }) => one.batch_number)
  const drawn = await make({ nesting: { sheets: 2 } })
  expect(drawn.body.batch_number).toMatch(/^B-\d+$/)
  expect(await numbers('type=laser_nesting')).toEqual(['N-1'])
  expect(await numbers('search=s23')).toEqual(['N-1'])
  expect(await numbers(`operation_id=${operation_ids[0]}`)).toEqual(['N-1'])
  expect(await numbers('sort=batch_number&order=asc')).toEqual([drawn.body.batch_number, 'N-1'])

  const path = `/v1/batches/${made.body.id}`
  expect((await shop.call('PATCH', path, { status: 'ready', notes: 'Sheet 4' })).body).toMatchObject({ status: 'ready', revision: 2 })
  expect(await shop.call('PATCH', path, { notes: 'x' }, { headers: { 'if-match': '"1"' } })).toMatchObject({
    status: 412,
    body: { reason: 'batch_stale' },
  })
  expect((await shop.call('DELETE', path)).status).toBe(200)
  expect(await shop.call('GET', path)).toMatchObject({ status: 404, body: { reason: 'batch_unknown' } })
  expect((await make({ batch_number: 'N-1', operation_ids })).status).toBe(201)
  expect((await told_of(shop, made.body.id)).map(({ name }) => name)).toEqual(['batch.created', 'batch.updated', 'batch.deleted'])
})

test('an operation is in one live batch at most, in parallel too', async () => {
  const operation_id = await an_operation()
  const answers = await Promise.all(Array.from({ length: 8 }, () => make({ operation_ids: [operation_id] })))
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
  expect(answers.filter(({ body }) => body.reason === 'operation_in_batch')).toHaveLength(7)
  const { id } = answers.find(({ status }) => status === 201)?.body ?? {}
  await shop.call('POST', `/v1/batches/${id}/cancel`)
  expect((await make({ operation_ids: [operation_id] })).status).toBe(201)
})

test('operations are added and removed before the start', async () => {
  const [first, second, third] = [await an_operation(), await an_operation(), await an_operation()]
  const { id } = (await make({ operation_ids: [first] })).body
  const add = (operation_ids: unknown) => shop.call('POST', `/v1/batches/${id}/add-operations`, { operation_ids })
  expect((await add([second, third])).body.operations).toMatchObject([{ sequence: 1 }, { sequence: 2 }, { sequence: 3 }])
  expect((await add([second])).body.reason).toBe('operation_in_batch')
  expect(await add([third, third])).toMatchObject({ status: 422, body: { errors: [{ field: 'operation_ids[1]', rule: 'duplicate' }] } })
  expect((await add([])).status).toBe(422)
  expect(await add(['019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11'])).toMatchObject({
    status: 422,
    body: { errors: [{ rule: 'unknown_reference' }] },
  })
  const remove = (operation_ids: unknown) => shop.call('POST', `/v1/batches/${id}/remove-operations`, { operation_ids })
  expect((await remove([second])).body.operations).toMatchObject([{ operation_id: first }, { operation_id: third }])
  expect(await remove([second])).toMatchObject({ status: 404, body: { reason: 'operation_not_in_batch' } })
  expect((await make({ operation_ids: [second] })).status).toBe(201)
  await shop.call('POST', `/v1/batches/${id}/cancel`)
  expect((await add([await an_operation()])).body.reason).toBe('batch_not_movable')
  expect((await remove([first])).body.reason).toBe('batch_not_movable')
  expect((await told_of(shop, id)).map(({ name }) => name)).toEqual([
    'batch.created',
    'batch.operations_added',
    'batch.operations_removed',
    'batch.cancelled',
  ])
})

test('what is finished goes into no batch', async () => {
  const operation_id = await an_operation()
  await shop.call('POST', `/v1/operations/${operation_id}/skip`)
  expect(await make({ operation_ids: [operation_id] })).toMatchObject({ status: 409, body: { reason: 'operation_finished' } })
})

test('only laser nesting runs automated, and a batch is no piece of itself', async () => {
  expect(await make({ production_mode: 'automated' })).toMatchObject({ status: 422, body: { errors: [{ field: 'production_mode' }] } })
  const nest = (await make({ production_mode: 'automated', type: 'laser_nesting' })).body
  expect((await shop.call('PATCH', `/v1/batches/${nest.id}`, { type: 'general' })).status).toBe(422)
  const child = (await make({ parent_id: nest.id })).body
  expect(await shop.call('PATCH', `/v1/batches/${nest.id}`, { parent_id: child.id })).toMatchObject({
    status: 422,
    body: { errors: [{ field: 'parent_id', rule: 'circular' }] },
  })
  expect(await make({ parent_id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' })).toMatchObject({
    status: 422,
    body: { errors: [{ field: 'parent_id', rule: 'unknown_reference' }] },
  })
})

test('numbers and external ids are unique', async () => {
  await make({ batch_number: 'U-1', external_source: 'erp', external_id: '9' })
  expect((await make({ batch_number: 'U-1' })).body.reason).toBe('batch_number_taken')
  expect((await make({ external_source: 'erp', external_id: '9' })).body.reason).toBe('batch_external_taken')
})

test('another company sees no batch of ours and uses no operation of ours', async () => {
  const other = await another_tenant(shop)
  const { id } = (await make()).body
  expect((await shop.call('GET', `/v1/batches/${id}`, undefined, { key: other.key })).status).toBe(404)
  const theirs = (await shop.call('POST', '/v1/workstations', { name: 'Theirs' }, { key: other.key })).body.id
  const operation_ids = [await an_operation()]
  const taken = await shop.call('POST', '/v1/batches', { workstation_id: theirs, operation_ids }, { key: other.key })
  expect(taken).toMatchObject({ status: 422, body: { errors: [{ field: 'operation_ids[0]' }] } })
})
