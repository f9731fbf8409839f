import { afterAll, beforeAll, expect, test } from 'vitest'
import { another_tenant } from '../../../../test/people.ts'
import { open_shop, type Shop } from '../../../../test/shop.ts'
import { told_of } from '../../../../test/told.ts'
import { new_id } from '../../../kernel/id.ts'

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
})
afterAll(() => shop.close())

const made = async (code: string, more: object = {}) => {
  const { status, body } = await shop.call('POST', '/v1/reasons', { kind: 'scrap', code, description: `About ${code}`, ...more })
  expect(status, JSON.stringify(body)).toBe(201)
  return body
}

test('adds a reason with what is usual, and tells it', async () => {
  const reason = await made('S-01')
  expect(reason).toMatchObject({ kind: 'scrap', code: 'S-01', category: 'other', is_active: true, revision: 1 })
  expect((await shop.call('GET', `/v1/reasons/${reason.id}`)).body).toEqual(reason)
  expect(await told_of(shop, reason.id)).toEqual([{ name: 'reason.created', facts: { reason_id: reason.id } }])
})

test('a code is taken within its kind, also when many want it at once', async () => {
  const given = { kind: 'downtime', code: 'D-1', description: 'No power' }
  const answers = await Promise.all(Array.from({ length: 10 }, () => shop.call('POST', '/v1/reasons', given)))
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
  expect(answers.filter(({ body }) => body.reason === 'reason_code_taken')).toHaveLength(9)
  await made('D-1', { kind: 'rework' })
  const other = await made('D-2', { kind: 'rework' })
  const taken = await shop.call('PATCH', `/v1/reasons/${other.id}`, { code: 'D-1' })
  expect(taken.body).toMatchObject({ status: 409, reason: 'reason_code_taken' })
})

test('is switched off and told; its kind stays', async () => {
  const reason = await made('S-02')
  const { body } = await shop.call('PATCH', `/v1/reasons/${reason.id}`, { is_active: false, code: 'S-02' })
  expect(body).toEqual({ ...reason, is_active: false, revision: 2, updated_at: body.updated_at })
  expect((await told_of(shop, reason.id)).at(-1)).toEqual({
    name: 'reason.updated',
    facts: { reason_id: reason.id, changes: { is_active: { before: true, after: false } } },
  })
  const kind = await shop.call('PATCH', `/v1/reasons/${reason.id}`, { kind: 'rework' })
  expect(kind.body).toMatchObject({ status: 422, errors: [{ field: 'kind', rule: 'unknown_field' }] })
  const late = await shop.call('PATCH', `/v1/reasons/${reason.id}`, { code: 'S-2' }, { headers: { 'if-match': '"1"' } })
  expect(late.body).toMatchObject({ status: 412, reason: 'reason_stale' })
})

test('whoever means one kind gets no other', async () => {
  const { id } = await made('K-01', { kind: 'rework' })
  const path = `/v1/reasons/${id}`
  expect((await shop.call('GET', `${path}?of_kind=rework`)).status).toBe(200)
  expect((await shop.call('GET', `${path}?of_kind=scrap`)).body.reason).toBe('reason_unknown')
  expect((await shop.call('PATCH', path, { of_kind: 'scrap', description: 'x' })).body.reason).toBe('reason_unknown')
  expect((await shop.call('DELETE', `${path}?of_kind=scrap`)).body.reason).toBe('reason_unknown')
  expect((await shop.call('PATCH', path, { of_kind: 'rework', description: 'x' })).body).toMatchObject({ description: 'x' })
  expect((await shop.call('DELETE', `${path}?of_kind=rework`)).body).toEqual({ id })
})

test('is found by part of its code, in the order of codes', async () => {
  for (const code of ['Z%2', 'Z%1', 'ZZ']) await made(code)
  const { body } = await shop.call('GET', '/v1/reasons?code=z%25&sort=code&with_total=true')
  expect(body.data.map((one: { code: string }) => one.code)).toEqual(['Z%1', 'Z%2'])
  expect(body.total).toBe(2)
})

test('is not removed once quantities were reported with it', async () => {
  const reason = await made('S-03')
  const operations = [{ sequence: 1, name: 'a' }]
  const job = await shop.call('POST', '/v1/jobs', { job_number: 'J', parts: [{ part_number: 'P', quantity: 1, operations }] })
  const report_id = new_id()
  await shop.engine.as_system('a_test', shop.tenant_id, async (context) => {
    const at = { occurred_at: context.now, recorded_at: context.now }
    const of = { job_id: job.body.id, operation_id: job.body.parts[0].operations[0].id, reason_id: reason.id }
    context.insert('quantity_reports', [{ id: report_id, scrap: 1, ...of, ...at }])
  })
  const refused = await shop.call('DELETE', `/v1/reasons/${reason.id}`)
  expect(refused.body).toMatchObject({ status: 409, reason: 'reason_in_use', facts: { quantity_report_id: report_id } })
})

test('is removed while nobody used it; then its code is free again', async () => {
  const reason = await made('S-04')
  expect((await shop.call('DELETE', `/v1/reasons/${reason.id}`)).body).toEqual({ id: reason.id })
  expect((await told_of(shop, reason.id)).at(-1)?.name).toBe('reason.deleted')
  expect((await shop.call('DELETE', `/v1/reasons/${reason.id}`)).body).toMatchObject({ status: 404, reason: 'reason_unknown' })
  await made('S-04')
})

test('lists by kind, category, state and part of code or description', async () => {
  await made('C-1', { kind: 'correction', category: 'operator', description: 'Typed twice' })
  await made('C-2', { kind: 'correction', is_active: false })
  const codes = async (query: string) =>
    (await shop.call('GET', `/v1/reasons?${query}`)).body.data.map((reason: { code: string }) => reason.code)
  expect(await codes('kind=correction')).toEqual(['C-2', 'C-1'])
  expect(await codes('kind=correction&is_active=true')).toEqual(['C-1'])
  expect(await codes('category=operator')).toEqual(['C-1'])
  expect(await codes('search=TWICE')).toEqual(['C-1'])
  expect(await codes('search=c-')).toEqual(['C-2', 'C-1'])
  expect((await shop.call('GET', '/v1/reasons?kind=whim')).body).toMatchObject({ status: 422, errors: [{ field: 'kind', rule: 'choice' }] })
})

test('tells every fault of a body, and another company sees nothing of it', async () => {
  const { status, body } = await shop.call('POST', '/v1/reasons', { kind: 'whim', description: ' ', category: 'weather' })
  expect(status).toBe(422)
  expect(body.errors.map((fault: { field: string; rule: string }) => `${fault.field} ${fault.rule}`).sort()).toEqual([
    'category choice',
    'code required',
    'description min_length',
    'kind choice',
  ])
  const ours = await made('OURS')
  const { key } = await another_tenant(shop)
  for (const method of ['GET', 'PATCH', 'DELETE'] as const) {
    const answer = await shop.call(method, `/v1/reasons/${ours.id}`, method === 'PATCH' ? { code: 'X' } : undefined, { key })
    expect(answer.body).toMatchObject({ status: 404, reason: 'reason_unknown' })
  }
  expect((await shop.call('GET', '/v1/reasons', undefined, { key })).body.data).toEqual([])
})
