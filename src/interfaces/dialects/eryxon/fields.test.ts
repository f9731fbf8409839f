import { afterAll, beforeAll, expect, test } from 'vitest'
import { open_shop, type Shop } from '../../../../test/shop.ts'

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
})
afterAll(() => shop.close())

const operation = (sequence: number, more: object = {}) => ({ operation_name: `Step ${sequence}`, sequence, ...more })
const part = (part_number: string, more: object = {}) => ({ part_number, quantity: 10, operations: [operation(1)], ...more })
const ok = async (method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE', path: string, body?: unknown, options = {}) => {
  const answer = await shop.call(method, path, body, options)
  expect(answer.status, JSON.stringify(answer.body)).toBe(method === 'POST' ? 201 : 200)
  return answer.body.data
}
const job = (job_number: string, more: object = {}) => ok('POST', '/api-jobs', { job_number, parts: [part('P1')], ...more })
const job_of = async (id: string) => (await ok('GET', `/api-jobs?id=${id}`)).job

test('both spellings of the page are taken; of two for one field, the first counts', async () => {
  const { body: person } = await shop.call('POST', '/v1/people', { name: 'Ann', role: 'operator', email: 'ann@example.com' })
  const { cell } = await ok('POST', '/api-cells', { name: 'Bench' })
  const { job: one } = await job('A-1', {
    ...{ customer_name: 'ACME', description: 'Rush', priority: 'high', external_source: 'erp', external_id: '7', current_cell_id: cell.id },
    parts: [
      part('P1', {
        ...{ description: 'Part note', drawing_no: 'D1', drawing_url: 'https://x/d.pdf', step_file_url: 'https://x/s.step' },
        ...{ file_paths: ['a.pdf', 'https://x/d.pdf'], is_bullet_card: true, cnc_program_name: 'O1', material_lot: 'L1' },
        operations: [
          operation(1, { estimated_time_minutes: 90, setup_time_minutes: 15, instructions: 'Mind the edge', cell_id: cell.id }),
          operation(2, { estimated_time: 1.5, estimated_time_minutes: 7, notes: 'N', instructions: 'I', assigned_operator_id: person.id }),
          operation(3, { setup_time: 10, run_time_per_unit: 2, cell_name: ' bench ', cell_id: '' }),
        ],
      }),
    ],
  })
  expect(one).toMatchObject({
    customer: 'ACME',
    notes: 'Rush',
    priority: 2,
    external_source: 'erp',
    external_id: '7',
    current_cell_id: cell.id,
  })
  expect(one.parts[0]).toMatchObject({
    ...{ notes: 'Part note', drawing_no: 'D1', is_bullet_card: true, cnc_program_name: 'O1', material_lot: 'L1' },
    file_paths: ['a.pdf', 'https://x/d.pdf', 'https://x/s.step'],
  })
  expect(one.parts[0].operations).toMatchObject([
    {
      estimated_time: 90,
      setup_time: 15,
      notes: 'Mind the edge',
      instructions: 'Mind the edge',
      cell: { name: 'Bench', color: '#3B82F6' },
    },
    { estimated_time: 2, notes: 'N', instructions: 'I', assigned_operator_id: person.id },
    { estimated_time: 30, cell_id: cell.id },
  ])
  const { job: both } = await job('A-2', { customer: 'First', customer_name: 'Second', priority: null, due_date: null, notes: '' })
  expect(both).toMatchObject({ customer: 'First', priority: 0, due_date: null, notes: null })
  const found = await ok('GET', `/api-operations?assigned_operator_id=${person.id}`)
  expect(found.operations).toMatchObject([
    { assigned_operator: { id: person.id, username: 'ann@example.com', full_name: 'Ann' }, part: { job: { customer: 'ACME' } } },
  ])
})

test.each([
  ['2024-12-31', '2024-12-31'],
  ['2024-12-31T10:00:00Z', '2024-12-31T10:00:00.000Z'],
  ['2024-12-31T10:00:00+02:00', '2024-12-31T08:00:00.000Z'],
  ['2024-12-31T10:00:00.5+0200', '2024-12-31T08:00:00.500Z'],
  ['2024-12-31 10:00-05', '2024-12-31T15:00:00.000Z'],
  ['2024-12-31T10:00', '2024-12-31T10:00:00.000Z'],
])('a due date %s comes back as %s', async (given, shown) => {
  const { job: one } = await job(`due ${given}`, { due_date: given, due_date_override: given })
  expect(one).toMatchObject({ due_date: shown, due_date_override: shown })
})

test('what is not known is passed over; a body is JSON whatever its type is said to be', async () => {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const body = JSON.stringify({ job_number: 'X-1', color: 'red', parts: [part('P1', { weight: 3, operations: [operation(1, { x: 1 })] })] })
  expect((await shop.call('POST', '/api-jobs', body, { headers })).status).toBe(201)
})

test.each(['not_started', 'in_progress', 'on_hold', 'completed'] as const)('a job may come in %s', async (status) => {
  const { job: one } = await job(`S-${status}`, { status, parts: [part('P1', { status, operations: [operation(1, { status })] })] })
  expect(one).toMatchObject({ status, parts: [{ status, operations: [{ status }] }] })
  const time = (statuses: readonly string[]) => (statuses.includes(status) ? expect.any(String) : null)
  const started = time(['in_progress', 'on_hold', 'completed'])
  expect(one).toMatchObject({ started_at: started, paused_at: time(['on_hold']), completed_at: time(['completed']) })
  expect(one.parts[0].operations[0]).toMatchObject({ started_at: started, completion_percentage: status === 'completed' ? 100 : 0 })
})

test('PATCH changes what it names, clears what it blanks, and PUT is the same', async () => {
  const { job_id, job: before } = await job('P-1', { customer: 'Old', notes: 'Old', metadata: { a: 1 } })
  const changed = await ok('PATCH', `/api-jobs?id=${job_id}`, { customer_name: 'New', due_date: '2025-01-01', notes: '', metadata: null })
  expect(changed.job).toMatchObject({ customer: 'New', due_date: '2025-01-01', notes: null, metadata: null, job_number: 'P-1' })
  expect((await ok('PUT', `/api-jobs?id=${job_id}`, { priority: 'urgent', due_date_override: '2025-02-01' })).job.priority).toBe(3)
  const wrong = await shop.call('PATCH', `/api-jobs?id=${job_id}`, { priority: null, due_date: 'soon', current_cell_id: 'x' })
  expect(wrong.body.error.details.map((one: { field: string; constraint: string }) => `${one.field} ${one.constraint}`)).toEqual([
    'priority NOT_NULL',
    'current_cell_id UUID_FORMAT',
    'due_date DATE_FORMAT',
  ])
  const [{ id: part_id, operations }] = before.parts
  const { part: patched } = await ok('PATCH', `/api-parts?id=${part_id}`, { quantity: 12, drawing_no: 'D2', file_paths: ['b.pdf'] })
  expect(patched).toMatchObject({ quantity: 12, drawing_no: 'D2', file_paths: ['b.pdf'] })
  const { operation: moved } = await ok('PATCH', `/api-operations?id=${operations[0].id}`, {
    ...{ operation_name: 'Deburring', cell_name: 'Bench 2', estimated_time: 5, completion_percentage: 40, actual_time: 3 },
  })
  expect(moved).toMatchObject({ operation_name: 'Deburring', cell: { name: 'Bench 2' }, estimated_time: 5, completion_percentage: 40 })
})

test('PATCH with a status walks the legal moves, each with its times; 409 only where none leads there', async () => {
  const { job_id } = await job('W-1')
  const { job: held } = await ok('PATCH', `/api-jobs?id=${job_id}`, { status: 'on_hold' })
  expect(held).toMatchObject({ status: 'on_hold', paused_at: expect.any(String) })
  const { job: done } = await ok('PATCH', `/api-jobs?id=${job_id}`, { status: 'completed' })
  expect(done).toMatchObject({ status: 'completed', started_at: expect.any(String), completed_at: expect.any(String), actual_duration: 0 })
  const back = await shop.call('PATCH', `/api-jobs?id=${job_id}`, { status: 'in_progress' })
  expect(back).toMatchObject({ status: 409, body: { error: { code: 'INVALID_STATE_TRANSITION' } } })
  expect(back.body.error.message).toBe('The status is completed; it cannot become in_progress.')
  const other = await job('W-2')
  const [{ id }] = other.job.parts[0].operations
  expect((await ok('PATCH', `/api-operations?id=${id}`, { status: 'paused' })).operation).toMatchObject({ status: 'on_hold' })
  expect((await ok('PATCH', `/api-operations?id=${id}`, { status: 'in_progress' })).operation.time_entries).toHaveLength(1)
  expect((await ok('PATCH', `/api-operations?id=${id}`, { status: 'completed' })).operation).toMatchObject({
    ...{ status: 'completed', completion_percentage: 100 },
    time_entries: [{ end_time: expect.any(String), duration: 0 }],
  })
  expect((await job_of(other.job_id)).status).toBe('completed')
})

test('what our own words tell apart still shows', async () => {
  const { job_id, job: one } = await job('C-1', { metadata: { po: 1 } })
  await shop.call('POST', `/v1/operations/${one.parts[0].operations[0].id}/skip`)
  await shop.call('POST', `/v1/jobs/${job_id}/cancel`)
  expect(await job_of(job_id)).toMatchObject({
    ...{ status: 'completed', metadata: { po: 1, cancelled: true } },
    parts: [{ operations: [{ status: 'completed', metadata: { skipped: true } }] }],
  })
  const { jobs } = await ok('GET', '/api-jobs?status=completed&job_number=C-1')
  expect(jobs).toHaveLength(1)
  const draft = await shop.call('POST', '/v1/jobs', { job_number: 'C-2', status: 'draft' })
  expect((await job_of(draft.body.id)).status).toBe('not_started')
})

test('an Idempotency-Key makes a repeat answer the same, and nothing twice', async () => {
  const headers = { 'idempotency-key': 'e-1' }
  const body = { job_number: 'I-1', parts: [part('P1')] }
  const first = await shop.call('POST', '/api-jobs', body, { headers })
  const again = await shop.call('POST', '/functions/v1/api-jobs', body, { headers })
  expect(again).toMatchObject({ status: 201, body: first.body })
  expect(again.headers['idempotent-replayed']).toBe('true')
  const other = await shop.call('POST', '/api-jobs', { ...body, notes: 'x' }, { headers })
  expect(other.status).toBe(422)
  const id = first.body.data.job_id
  const start = () => shop.call('POST', `/api-job-lifecycle/start?id=${id}`, undefined, { headers: { 'idempotency-key': 'e-2' } })
  expect((await start()).body).toEqual((await start()).body)
})

test('DELETE: what others stand on stays', async () => {
  const { job_id, job: one } = await job('L-1')
  const [{ id: part_id, operations }] = one.parts
  const child = await ok('POST', '/api-parts', { job_id, part_number: 'P2', quantity: 1, parent_part_number: 'P1' })
  expect((await shop.call('DELETE', `/api-parts?id=${part_id}`)).body.error.code).toBe('CONFLICT')
  expect(await ok('DELETE', `/api-parts?id=${child.part.id}`)).toMatchObject({ part_id: child.part.id })
  await shop.call('POST', `/api-operation-lifecycle/start?id=${operations[0].id}`)
  expect((await shop.call('DELETE', `/api-operations?id=${operations[0].id}`)).status).toBe(409)
  expect((await shop.call('DELETE', `/api-jobs?id=${job_id}`)).body.error.code).toBe('INVALID_STATE_TRANSITION')
  const spare = await ok('POST', '/api-operations', { part_id, ...operation(5) })
  expect(await ok('DELETE', `/api-operations?id=${spare.operation.id}`)).toMatchObject({ operation_id: spare.operation.id })
  expect((await shop.call('DELETE', `/api-operations?id=${spare.operation.id}`)).status).toBe(404)
})
