import { afterAll, beforeAll, expect, test } from 'vitest'
import { another_tenant, someone } from '../../../../test/people.ts'
import { type Answer, open_shop, type Shop } from '../../../../test/shop.ts'
import { told_of } from '../../../../test/told.ts'

const nobody = '00000000-0000-4000-8000-000000000000'

let shop: Shop
let now = Date.parse('2024-01-15T14:30:00Z')
beforeAll(async () => {
  shop = await open_shop({ clock: () => now })
})
afterAll(() => shop.close())

let jobs = 0
async function new_job(more: object = {}) {
  const operations = [{ operation_name: 'CNC Milling', sequence: 1 }]
  const parts = [{ part_number: 'PART-001', quantity: 100, operations, ...more }]
  const { body } = await shop.call('POST', '/api-jobs', { job_number: `B-${jobs++}`, customer: 'ACME', parts })
  const [part] = body.data.parts
  return { job_id: body.data.job_id, part_id: part.id, operation_id: part.operations[0].id }
}

type Method = Parameters<Shop['call']>[0]
const call = (method: Method, path: string, body?: unknown, options = {}) => shop.call(method, `/api-${path}`, body, options)
async function made(path: string, body: unknown, member: string) {
  const answer = await call('POST', path, body)
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return answer.body.data[member]
}
function told(answer: Answer, status = 422, code = 'VALIDATION_ERROR'): string[] {
  expect(answer, JSON.stringify(answer.body)).toMatchObject({ status, body: { success: false, error: { code, statusCode: status } } })
  return answer.body.error.details.map((one: { field: string; constraint: string }) => `${one.field} ${one.constraint}`).sort()
}
async function ids(path: string, plural: string): Promise<string[]> {
  const { status, body } = await call('GET', path)
  expect(status, JSON.stringify(body)).toBe(200)
  expect(body.meta.pagination).toEqual(body.data.pagination)
  return body.data[plural].map(({ id }: { id: string }) => id)
}

test.each(['/functions/v1', ''])('the page’s substep is added and completed, below "%s"', async (prefix) => {
  const { operation_id } = await new_job()
  const given = { operation_id, description: 'Measure hole diameter with caliper', sequence: 1 }
  const added = await shop.call('POST', `${prefix}/api-substeps`, given)
  expect(added).toMatchObject({
    status: 201,
    body: { success: true, data: { substep: { id: expect.any(String), ...given, completed: false } } },
  })
  const { id } = added.body.data.substep
  const completed = await shop.call('PATCH', `${prefix}/api-substeps?id=${id}`, { completed: true })
  expect(completed.body.data.substep).toMatchObject({ completed: true, status: 'completed', completed_at: '2024-01-15T14:30:00.000Z' })
  expect((await told_of(shop, id)).map(({ name }) => name)).toEqual(['substep.added', 'substep.completed'])
})

test('substeps: both spellings, ticked and unticked, listed by sequence, deleted', async () => {
  const { operation_id } = await new_job()
  const second = await made('substeps', { operation_id, name: 'Deburr', sequence: 2, notes: 'Both ends' }, 'substep')
  expect(second).toMatchObject({ name: 'Deburr', description: 'Deburr', notes: 'Both ends', completed: false, status: 'not_started' })
  const last = await made('substeps', { operation_id, description: 'Wash' }, 'substep')
  expect(last.sequence).toBe(3)
  const first = await made('substeps', { operation_id, description: 'Clamp', sequence: 1 }, 'substep')
  const of = (query: string) => ids(`substeps?operation_id=${operation_id}&${query}`, 'substeps')
  expect(await of('')).toEqual([first.id, second.id, last.id])
  const patch = async (id: string, body: object) => (await call('PATCH', `substeps?id=${id}`, body)).body.data.substep
  const ann = (await someone(shop, 'operator')).id
  expect(await patch(first.id, { status: 'completed', completed_by: ann })).toMatchObject({ completed: true, completed_by: ann })
  expect(await patch(last.id, { completed: true, name: 'Wash well' })).toMatchObject({ completed: true, description: 'Wash well' })
  expect(await of('completed=true')).toEqual([first.id, last.id])
  expect(await of('status=not_started')).toEqual([second.id])
  expect(await patch(first.id, { completed: false })).toMatchObject({ completed: false, completed_at: null, completed_by: null })
  expect(await patch(last.id, { status: 'not_started', sequence: 0 })).toMatchObject({ completed: false, sequence: 0 })
  expect(await of('limit=1&offset=1')).toEqual([first.id])
  expect(await of('search=DEB')).toEqual([second.id])
  const { body } = await call('GET', `substeps?id=${second.id}`)
  expect(body.data.substep).toEqual(second)
  expect((await call('DELETE', `substeps?id=${second.id}`)).body.data).toEqual({ message: expect.any(String), substep_id: second.id })
  expect(told(await call('GET', `substeps?id=${second.id}`), 404, 'NOT_FOUND')).toEqual([])
  expect(told(await call('POST', 'substeps', {}))).toEqual(['description NOT_NULL', 'operation_id NOT_NULL'])
  expect(told(await call('POST', 'substeps', { operation_id: nobody, name: 7, sequence: '1' }))).toEqual([
    ...['name TYPE_MISMATCH', 'operation_id FK_CONSTRAINT', 'sequence TYPE_MISMATCH'],
  ])
  expect(told(await call('PATCH', `substeps?id=${first.id}`, { status: 'blocked', completed_by: nobody }))).toEqual([
    ...['completed_by FK_CONSTRAINT', 'status ENUM_CONSTRAINT'],
  ])
  told(await call('PATCH', `substeps?id=${first.id}`, { icon: 'x' }), 400, 'BAD_REQUEST')
  const operator = { key: (await someone(shop, 'operator')).key }
  expect((await call('PATCH', `substeps?id=${first.id}`, { completed: true }, operator)).status).toBe(200)
  told(await call('PATCH', `substeps?id=${first.id}`, { name: 'Mine' }, operator), 403, 'FORBIDDEN')
})

test('templates with their items', async () => {
  const items = [{ name: 'Tack', sequence: 5, notes: 'Twice' }, { description: 'Clean' }]
  const template = await made(
    'templates',
    { name: 'Welding', operation_type: 'Weld', description: 'For frames', items },
    'substep_template',
  )
  expect(template).toMatchObject({
    ...{ name: 'Welding', operation_type: 'Weld', description: 'For frames', is_global: false },
    items: [
      { name: 'Clean', description: 'Clean', notes: null, sequence: 2 },
      { name: 'Tack', notes: 'Twice', sequence: 5 },
    ],
  })
  const other = await made('templates', { name: 'Assembly' }, 'substep_template')
  expect(await ids('templates', 'substep_templates')).toEqual([other.id, template.id])
  expect(await ids('templates?operation_type=Weld', 'substep_templates')).toEqual([template.id])
  expect(await ids('templates?search=frame', 'substep_templates')).toEqual([template.id])
  expect((await call('GET', `templates?id=${template.id}`)).body.data.substep_template).toEqual(template)
  const changed = await call('PATCH', `templates?id=${template.id}`, { items: [{ name: 'Only this' }], description: null })
  expect(changed.body.data.substep_template).toMatchObject({ description: null, items: [{ name: 'Only this', sequence: 1 }] })
  expect(told(await call('POST', 'templates', { name: 'welding' }), 409, 'CONFLICT')).toEqual(['name UNIQUE_CONSTRAINT'])
  expect(told(await call('POST', 'templates', { items: [{ name: 7 }, {}, { name: 'x', sequence: -1 }] }))).toEqual([
    ...['items[0].name TYPE_MISMATCH', 'items[1].description NOT_NULL', 'items[2].sequence MIN_VALUE', 'name NOT_NULL'],
  ])
  expect((await call('DELETE', `templates?id=${other.id}`)).body.data).toMatchObject({ substep_template_id: other.id })
  expect(told(await call('DELETE', `templates?id=${other.id}`), 404, 'NOT_FOUND')).toEqual([])
})

test('scrap reasons are reasons of that kind', async () => {
  const b = await made('scrap-reasons', { code: 'S-02', description: 'Burnt', category: 'process' }, 'scrap_reason')
  expect(b).toMatchObject({ code: 'S-02', description: 'Burnt', category: 'process', active: true })
  const a = await made('scrap-reasons', { code: 'S-01', description: 'Cracked', category: 'material' }, 'scrap_reason')
  const off = await made('scrap-reasons', { code: 'S-03', description: 'Old', active: false }, 'scrap_reason')
  const { body: rework } = await shop.call('POST', '/v1/reasons', { kind: 'rework', code: 'R-01', description: 'Burr' })
  const of = (query: string) => ids(`scrap-reasons?${query}`, 'scrap_reasons')
  expect(await of('')).toEqual([a.id, b.id])
  expect(await of('active=false')).toEqual([off.id])
  expect(await of('category=process')).toEqual([b.id])
  expect(await of('code=s-01')).toEqual([a.id])
  expect(await of('search=crack')).toEqual([a.id])
  expect(await of('limit=1&offset=1')).toEqual([b.id])
  expect((await call('GET', `scrap-reasons?id=${off.id}`)).body.data.scrap_reason).toEqual(off)
  const changed = await call('PATCH', `scrap-reasons?id=${off.id}`, { active: true, description: 'Older' })
  expect(changed.body.data.scrap_reason).toMatchObject({ active: true, description: 'Older' })
  expect(told(await call('POST', 'scrap-reasons', { code: 'S-01', description: 'x' }), 409, 'CONFLICT')).toEqual(['code UNIQUE_CONSTRAINT'])
  expect(told(await call('POST', 'scrap-reasons', { category: 'luck' }))).toEqual([
    ...['category ENUM_CONSTRAINT', 'code NOT_NULL', 'description NOT_NULL'],
  ])
  for (const [method, body] of [['GET'], ['PATCH', { code: 'X' }], ['DELETE']] as const)
    told(await call(method, `scrap-reasons?id=${rework.id}`, body), 404, 'NOT_FOUND')
  const { operation_id } = await new_job()
  await made('operation-quantities', { operation_id, quantity_scrap: 1, scrap_reason_id: a.id }, 'operation_quantity')
  expect(told(await call('DELETE', `scrap-reasons?id=${a.id}`), 409, 'CONFLICT')).toEqual([])
  expect((await call('DELETE', `scrap-reasons?id=${b.id}`)).body.data).toMatchObject({ scrap_reason_id: b.id })
})

test('quantities: what was produced is good, scrap and rework; several a operation add up', async () => {
  const { operation_id, part_id, job_id } = await new_job()
  const ann = (await someone(shop, 'operator')).id
  const reason = await made('scrap-reasons', { code: 'Q-01', description: 'Burnt', category: 'process' }, 'scrap_reason')
  const body = {
    ...{ operation_id, quantity_produced: 10, quantity_good: 7, quantity_scrap: 2, quantity_rework: 1 },
    ...{ scrap_reason_id: reason.id, material_lot: 'HEAT-1', notes: 'First', recorded_by: ann, recorded_at: '2024-01-14T08:00:00' },
  }
  const a = await made('operation-quantities', body, 'operation_quantity')
  expect(a).toMatchObject({ ...body, recorded_at: '2024-01-14T08:00:00.000Z', yield_percentage: 70 })
  const b = await made('operation-quantities', { operation_id, quantity_good: 2, quantity_produced: 2 }, 'operation_quantity')
  expect(b).toMatchObject({ quantity_produced: 2, yield_percentage: 100, scrap_reason_id: null, recorded_at: '2024-01-15T14:30:00.000Z' })
  await shop.call('POST', '/v1/quantity-reports', { operation_id, mrb: 3, at: '2024-01-13T08:00:00Z' })

  const listed = await call('GET', `operation-quantities?operation_id=${operation_id}`)
  expect(listed.body.data).toMatchObject({
    operation_quantities: [
      { quantity_produced: 3, quantity_scrap: 3, yield_percentage: 0 },
      { id: b.id },
      {
        ...a,
        operation: { id: operation_id, operation_name: 'CNC Milling', part: { id: part_id, part_number: 'PART-001', job: { id: job_id } } },
        scrap_reason: { id: reason.id, code: 'Q-01', description: 'Burnt', category: 'process' },
        recorded_by_user: { id: ann, full_name: 'A operator' },
      },
    ],
    summary: { total_produced: 15, total_good: 9, total_scrap: 5, total_rework: 1, yield_percentage: 60 },
    pagination: { total: 3 },
  })
  const of = (query: string) => ids(`operation-quantities?job_id=${job_id}&${query}`, 'operation_quantities')
  expect(await of(`part_id=${part_id}&has_rework=true`)).toEqual([a.id])
  expect(await of('has_scrap=false')).toEqual([b.id])
  expect(await of('material_lot=heat')).toEqual([a.id])
  expect(await of(`scrap_reason_id=${reason.id}`)).toEqual([a.id])
  expect(await of(`recorded_by=${ann}`)).toEqual([a.id])
  expect(await of('from_date=2024-01-14&to_date=2024-01-14')).toEqual([a.id])
  expect(await of('from_date=2024-01-14T08:00:01Z')).toEqual([b.id])
  const none = await call('GET', `operation-quantities?part_id=${nobody}`)
  expect(none.body.data.summary).toEqual({ total_produced: 0, total_good: 0, total_scrap: 0, total_rework: 0, yield_percentage: 0 })

  const corrected = await call('PATCH', `operation-quantities?id=${a.id}`, { quantity_good: 8, quantity_scrap: 1, notes: null })
  expect(corrected.body.data).toMatchObject({
    operation_quantity: { quantity_produced: 10, quantity_good: 8, quantity_scrap: 1, notes: null, scrap_reason_id: reason.id },
    replaces_id: a.id,
  })
  const { id } = corrected.body.data.operation_quantity
  expect(await of('has_rework=true')).toEqual([id])
  expect(told(await call('GET', `operation-quantities?id=${a.id}`), 404, 'NOT_FOUND')).toEqual([])
  expect(told(await call('PATCH', `operation-quantities?id=${a.id}`, { quantity_good: 1 }), 409, 'CONFLICT')).toEqual([])
  const shown = await call('GET', `operation-quantities?id=${id}`)
  expect(shown.body.data.operation_quantity).toMatchObject({ id, operation: { id: operation_id } })
  expect((await call('DELETE', `operation-quantities?id=${id}`)).body.data).toMatchObject({ operation_quantity_id: id })
  expect(told(await call('DELETE', `operation-quantities?id=${id}`), 409, 'CONFLICT')).toEqual([])
  const after = await call('GET', `operation-quantities?operation_id=${operation_id}`)
  expect(after.body.data.summary).toMatchObject({ total_produced: 5, total_good: 2 })
})

test('quantities: what is wrong', async () => {
  const { operation_id } = await new_job()
  const wrong = async (body: object) => told(await call('POST', 'operation-quantities', { operation_id, ...body }))
  expect(await wrong({ quantity_produced: 9, quantity_good: 8 })).toEqual(['quantity_produced MAX_VALUE'])
  expect(await wrong({ quantity_produced: 7, quantity_good: 8 })).toEqual(['quantity_produced MIN_VALUE'])
  expect(await wrong({})).toEqual(['quantity_good MIN_VALUE'])
  expect(
    await wrong({ operation_id: nobody, quantity_good: -1, quantity_scrap: 1.5, scrap_reason_id: nobody, recorded_by: 'ann' }),
  ).toEqual([
    ...['operation_id FK_CONSTRAINT', 'quantity_good MIN_VALUE', 'quantity_scrap TYPE_MISMATCH'],
    ...['recorded_by UUID_FORMAT', 'scrap_reason_id FK_CONSTRAINT'],
  ])
  expect(await wrong({ quantity_good: 1, recorded_at: 'today' })).toEqual(['recorded_at DATE_FORMAT'])
  expect(await wrong({ quantity_good: 1, recorded_at: '2999-01-01' })).toEqual(['recorded_at MAX_VALUE'])
  const off = await made('scrap-reasons', { code: 'Q-02', description: 'Off', active: false }, 'scrap_reason')
  expect(await wrong({ quantity_scrap: 1, scrap_reason_id: off.id })).toEqual(['scrap_reason_id ENUM_CONSTRAINT'])
})

test('time entries: booked, as a clock, corrected, stopped, listed, deleted', async () => {
  const { operation_id, job_id } = await new_job()
  const ann = (await someone(shop, 'operator')).id
  const booked = { operation_id, operator_id: ann, start_time: '2024-01-15T08:00:00Z', end_time: '2024-01-15T09:30:00Z' }
  const a = await made('time-entries', { ...booked, time_type: 'setup', notes: 'Fixture' }, 'time_entry')
  expect(a).toMatchObject({
    ...{ operation_id, operator_id: ann, time_type: 'setup', notes: 'Fixture', duration: 90, is_paused: false },
    ...{ start_time: '2024-01-15T08:00:00.000Z', end_time: '2024-01-15T09:30:00.000Z' },
  })
  const b = await made('time-entries', { operation_id, start_time: '2024-01-14', duration: 45 }, 'time_entry')
  expect(b).toMatchObject({ start_time: '2024-01-14T00:00:00.000Z', duration: 45, operator_id: null, time_type: 'run' })
  const clock = { operation_id, operator_id: ann, start_time: '2024-01-15T14:00:00Z' }
  told(await call('POST', 'time-entries', clock), 409, 'INVALID_STATE_TRANSITION')
  await call('POST', `operation-lifecycle/start?id=${operation_id}`)
  const c = await made('time-entries', clock, 'time_entry')
  expect(c).toMatchObject({ end_time: null, duration: null })
  now += 30 * 60_000
  const patch = async (id: string, body: object) => (await call('PATCH', `time-entries?id=${id}`, body)).body.data.time_entry
  expect(await patch(c.id, { end_time: '2024-01-15T15:00:00Z', notes: 'Done' })).toMatchObject({ duration: 60, notes: 'Done' })
  expect(await patch(b.id, { duration: 15 })).toMatchObject({ duration: 15, end_time: '2024-01-14T00:15:00.000Z' })
  const { body } = await call('GET', `operations?id=${operation_id}`)
  expect(body.data.operation.actual_time).toBe(165)

  const of = async (query: string) =>
    (await ids(`time-entries?operation_id=${operation_id}&${query}`, 'time_entries')).filter((id) => [a.id, b.id, c.id].includes(id))
  expect(await of('')).toEqual([c.id, b.id, a.id])
  expect(await of(`operator_id=${ann}`)).toEqual([c.id, a.id])
  expect(await of('time_type=setup')).toEqual([a.id])
  expect(await of('start_date=2024-01-14&end_date=2024-01-14')).toEqual([b.id])
  expect(await of('start_date=2024-01-15T08:00:01Z')).toEqual([c.id])
  expect(await of('search=fix')).toEqual([a.id])
  const shown = await call('GET', `time-entries?id=${a.id}`)
  expect(shown.body.data.time_entry).toMatchObject({
    ...a,
    operation: { id: operation_id, part: { part_number: 'PART-001', job: { id: job_id } } },
    operator: { id: ann, full_name: 'A operator' },
  })
  expect((await call('DELETE', `time-entries?id=${a.id}`)).body.data).toMatchObject({ time_entry_id: a.id })
  expect(told(await call('DELETE', `time-entries?id=${a.id}`), 404, 'NOT_FOUND')).toEqual([])
})

test('time entries: what is wrong', async () => {
  const { operation_id } = await new_job()
  expect(told(await call('POST', 'time-entries', {}))).toEqual(['operation_id NOT_NULL', 'start_time NOT_NULL'])
  const wrong = async (body: object) =>
    told(await call('POST', 'time-entries', { operation_id, start_time: '2024-01-15T08:00:00Z', ...body }))
  expect(await wrong({ end_time: '2024-01-15T07:00:00Z' })).toEqual(['end_time MIN_VALUE'])
  expect(await wrong({ end_time: '2999-01-15T07:00:00Z' })).toEqual(['end_time MAX_VALUE'])
  expect(await wrong({ start_time: 'early', time_type: 'nap', operator_id: nobody, duration: -1 })).toEqual([
    ...['duration MIN_VALUE', 'operator_id FK_CONSTRAINT', 'start_time DATE_FORMAT', 'time_type ENUM_CONSTRAINT'],
  ])
})

test('materials, each once, by name', async () => {
  for (const material of ['Steel 4140', 'Aluminum 6061', 'steel 4140']) await new_job({ material })
  const answer = await call('GET', 'materials')
  expect(answer.body.data).toEqual({
    materials: ['Aluminum 6061', 'Steel 4140'],
    pagination: { limit: 1000, offset: 0, total: 2, has_more: false },
  })
  expect((await call('GET', 'materials?search=alu')).body.data.materials).toEqual(['Aluminum 6061'])
  expect((await call('GET', 'materials?limit=1')).body.data.pagination).toEqual({ limit: 1, offset: 0, total: 2, has_more: true })
  told(await call('POST', 'materials', {}), 405, 'METHOD_NOT_ALLOWED')
})

test('another company’s is 403, an unknown one 404, a malformed id 422; nothing of it is seen or changed', async () => {
  const { operation_id } = await new_job({ material: 'Titanium' })
  const things = {
    substeps: (await made('substeps', { operation_id, description: 'Ours' }, 'substep')).id,
    templates: (await made('templates', { name: 'Ours' }, 'substep_template')).id,
    'scrap-reasons': (await made('scrap-reasons', { code: 'OURS', description: 'Ours' }, 'scrap_reason')).id,
    'operation-quantities': (await made('operation-quantities', { operation_id, quantity_good: 1 }, 'operation_quantity')).id,
    'time-entries': (await made('time-entries', { operation_id, start_time: '2024-01-15', duration: 1 }, 'time_entry')).id,
    webhooks: (await made('webhooks', { url: 'https://erp.example.com/hook', events: ['job.created'] }, 'webhook')).id,
  }
  const foreign = { key: (await another_tenant(shop)).key }
  const asks = (path: string, id: string) =>
    [['GET'], ['PATCH', { notes: 'mine', name: 'mine', description: 'mine', active: true }], ['DELETE']].map(
      ([method, body]) => [method as Method, `${path}?id=${id}`, body] as const,
    )
  for (const [path, id] of Object.entries(things)) {
    for (const [method, at, body] of asks(path, id)) told(await call(method, at, body, foreign), 403, 'FORBIDDEN')
    for (const [method, at, body] of asks(path, nobody)) told(await call(method, at, body, foreign), 404, 'NOT_FOUND')
    for (const [method, at, body] of asks(path, '7')) expect(told(await call(method, at, body, foreign))).toEqual(['id UUID_FORMAT'])
    const { body } = await call('GET', path, undefined, foreign)
    expect(body.data.pagination.total).toBe(0)
    expect((await call('GET', `${path}?id=${id}`)).status).toBe(200)
  }
  expect((await call('GET', 'materials', undefined, foreign)).body.data.materials).toEqual([])
  for (const [path, body] of [
    ['substeps', { description: 'x' }],
    ['operation-quantities', { quantity_good: 1 }],
    ['time-entries', { start_time: '2024-01-15', duration: 1 }],
  ] as const) {
    expect(told(await call('POST', path, { operation_id, ...body }, foreign))).toEqual(['operation_id FK_CONSTRAINT'])
  }
})
