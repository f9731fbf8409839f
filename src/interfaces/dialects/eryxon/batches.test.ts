import { afterAll, beforeAll, expect, test } from 'vitest'
import { another_tenant, someone } from '../../../../test/people.ts'
import { open_shop, type Shop } from '../../../../test/shop.ts'

let shop: Shop
let cell_id: string
let operator_id: string
let now = Date.parse('2026-01-05T08:00:00.000Z')
beforeAll(async () => {
  shop = await open_shop({ clock: () => now })
  cell_id = (await shop.call('POST', '/api-cells', { name: 'Laser' })).body.data.cell.id
  operator_id = (await someone(shop, 'operator')).id
})
afterAll(() => shop.close())

let jobs = 0
async function operations_of(estimates: readonly (number | undefined)[]): Promise<string[]> {
  const made = []
  for (const estimated_time of estimates) {
    const operations = [{ operation_name: 'Cut', sequence: 1, ...(estimated_time ? { estimated_time } : {}) }]
    const { body } = await shop.call('POST', '/api-jobs', {
      job_number: `B-${jobs++}`,
      parts: [{ part_number: 'P', quantity: 1, operations }],
    })
    made.push(body.data.parts[0].operations[0].id)
  }
  return made
}
const make = async (operation_ids: readonly string[], more: object = {}) =>
  (
    await shop.call('POST', '/api-batches', {
      batch_number: `NEST-${jobs++}`,
      batch_type: 'laser_nesting',
      cell_id,
      operation_ids,
      ...more,
    })
  ).body.data.batch
const lifecycle = (word: string, id: string, body: object = {}) =>
  shop.call('POST', `/functions/v1/api-batch-lifecycle/${word}?id=${id}`, body)

test('a batch is made, listed, shown, changed and deleted', async () => {
  const operation_ids = await operations_of([10, 20])
  const made = await shop.call('POST', '/api-batches', {
    batch_number: 'N-1',
    batch_type: 'laser_nesting',
    cell_id,
    material: 'S235',
    thickness_mm: 2.5,
    nesting_metadata: { sheets: 2 },
    operation_ids,
  })
  expect(made).toMatchObject({
    status: 201,
    body: {
      data: {
        batch: {
          batch_number: 'N-1',
          status: 'draft',
          production_mode: 'manual',
          operations_assigned: 2,
          operations_count: 2,
          estimated_time: 30,
          actual_time: null,
          nesting_metadata: { sheets: 2 },
          cell: { id: cell_id, name: 'Laser' },
          batch_operations: [{ operation_id: operation_ids[0], sequence_in_batch: 1, status: 'not_started' }, { sequence_in_batch: 2 }],
        },
      },
    },
  })
  const { id } = made.body.data.batch
  const listed = await shop.call('GET', '/api-batches?search=n-1&batch_type=laser_nesting&status=draft')
  expect(listed.body.data).toMatchObject({ batches: [{ id }], operation_batches: [{ id }], pagination: { total: 1 } })
  expect((await shop.call('GET', `/api-batches?id=${id}`)).body.data.batch).toMatchObject({ id, batch_operations: [{}, {}] })
  expect((await shop.call('PATCH', `/api-batches?id=${id}`, { status: 'ready', notes: 'Now' })).body.data.batch).toMatchObject({
    status: 'ready',
    notes: 'Now',
  })
  expect((await shop.call('PATCH', `/api-batches?id=${id}`, { status: 'in_progress' })).body.error.details).toMatchObject([
    { field: 'status', constraint: 'ENUM_CONSTRAINT' },
  ])
  expect((await shop.call('DELETE', `/api-batches?id=${id}`)).body.data).toMatchObject({ batch_id: id })
  expect((await shop.call('GET', `/api-batches?id=${id}`)).status).toBe(404)
})

test('faults and conflicts', async () => {
  const wrong = await shop.call('POST', '/api-batches', {
    batch_type: 'pile',
    production_mode: 'automated',
    thickness_mm: -1,
    operation_ids: ['x'],
  })
  expect(wrong.body.error.details.map(({ field, constraint }: { field: string; constraint: string }) => `${field} ${constraint}`)).toEqual(
    expect.arrayContaining([
      'cell_id NOT_NULL',
      'batch_type ENUM_CONSTRAINT',
      'operation_ids[0] UUID_FORMAT',
      'production_mode ENUM_CONSTRAINT',
    ]),
  )
  const [operation = ''] = await operations_of([undefined])
  await make([operation])
  expect(await shop.call('POST', '/api-batches', { cell_id, operation_ids: [operation] })).toMatchObject({
    status: 409,
    body: { error: { code: 'CONFLICT', details: [{ field: 'operation_ids', constraint: 'UNIQUE_CONSTRAINT' }] } },
  })
  const other = await another_tenant(shop)
  const batch = await make([])
  expect((await shop.call('GET', `/api-batches?id=${batch.id}`, undefined, { key: other.key })).status).toBe(403)
})

test('started it runs all its operations; stopped, the minutes are shared by what is estimated', async () => {
  const operations = await operations_of([30, 60, 90])
  const { id } = await make(operations)
  expect(await lifecycle('start', id)).toMatchObject({
    status: 422,
    body: { error: { details: [{ field: 'operator_id', constraint: 'NOT_NULL' }] } },
  })
  const started = await lifecycle('start', id, { operator_id })
  expect(started).toMatchObject({
    status: 200,
    body: {
      data: {
        batch_id: id,
        status: 'in_progress',
        operations_started: 3,
        monitoring_source: 'operator',
        started_at: '2026-01-05T08:00:00.000Z',
      },
    },
  })
  expect(await lifecycle('start', id, { operator_id })).toMatchObject({
    status: 409,
    body: { error: { code: 'INVALID_STATE_TRANSITION', message: 'The status is in_progress already.' } },
  })
  expect(await lifecycle('add-operations', id, { operation_ids: operations })).toMatchObject({ status: 409 })
  now += 61 * 60_000
  const stopped = await lifecycle('stop', id, { operator_id })
  expect(stopped).toMatchObject({
    status: 200,
    body: {
      data: {
        batch_id: id,
        status: 'completed',
        total_minutes: 61,
        distribution_method: 'weighted',
        operations: operations.map((one, at) => ({ id: one, minutes: [10, 20, 31][at], seconds: [610, 1220, 1830][at] })),
        monitoring_source: 'operator',
      },
    },
  })
  const minutes = stopped.body.data.operations.map((one: { minutes: number }) => one.minutes)
  expect(minutes.reduce((all: number, one: number) => all + one, 0)).toBe(61)
  const shown = await shop.call('GET', `/api-operations?id=${operations[2]}`)
  expect(shown.body.data.operation).toMatchObject({ status: 'completed', actual_time: 31, time_entries: [{ operator_id }] })
  expect((await shop.call('GET', `/api-batches?id=${id}`)).body.data.batch).toMatchObject({ actual_time: 61, completed_by: operator_id })
})

test('an automated batch starts by itself; without estimates the time is shared alike', async () => {
  const operations = await operations_of([undefined, undefined])
  const { id } = await make([], { production_mode: 'automated' })
  const added = await shop.call('POST', '/api-batch-lifecycle?action=add-operations', { id, operation_ids: operations })
  expect(added.body.data).toMatchObject({ batch_id: id, operations_added: 2 })
  expect((await lifecycle('start', id)).body.data).toMatchObject({ operations_started: 2, monitoring_source: 'machine' })
  now += 3 * 60_000
  expect((await lifecycle('stop', id)).body.data).toMatchObject({
    total_minutes: 3,
    distribution_method: 'equal',
    operations: [{ seconds: 90 }, { seconds: 90 }],
  })
})

test('a batch is cancelled, and a word that is none is told', async () => {
  const { id } = await make(await operations_of([undefined]))
  expect((await lifecycle('cancel', id)).body.data.batch.status).toBe('cancelled')
  expect(await lifecycle('stop', id)).toMatchObject({ status: 409, body: { error: { code: 'INVALID_STATE_TRANSITION' } } })
  expect((await lifecycle('fly', id)).status).toBe(400)
  expect((await shop.call('POST', '/api-batch-lifecycle/start')).status).toBe(400)
  expect((await lifecycle('start', '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', { operator_id })).status).toBe(404)
})
