import { afterAll, beforeAll, expect, test } from 'vitest'
import { another_tenant, someone } from '../../../../test/people.ts'
import { type Answer, open_shop, type Shop } from '../../../../test/shop.ts'
import { told_of } from '../../../../test/told.ts'

const nobody = '00000000-0000-4000-8000-000000000000'

let shop: Shop
let operation_id: string
let person_id: string
beforeAll(async () => {
  shop = await open_shop({ clock: () => Date.parse('2024-01-15T14:30:00Z') })
  operation_id = await new_operation()
  person_id = (await someone(shop, 'supervisor')).id
})
afterAll(() => shop.close())

let jobs = 0
async function new_operation(): Promise<string> {
  const operations = [{ operation_name: 'CNC Milling', sequence: 1 }]
  const parts = [{ part_number: 'PART-001', quantity: 10, operations }]
  const { body } = await shop.call('POST', '/api-jobs', { job_number: `Q-${jobs++}`, customer: 'ACME', parts })
  return body.data.parts[0].operations[0].id
}

/** The page's own, word for word; only the ids are put in. */
const page_ncr = (path = operation_id) => `{
  "operation_id": "${path}",
  "title": "Dimensional Out of Tolerance",
  "description": "Part hole diameter measured 0.505\\", spec is 0.500\\" ±0.002\\"",
  "severity": "high",
  "issue_type": "ncr",
  "ncr_category": "process",
  "affected_quantity": 5,
  "disposition": "rework",
  "root_cause": "Tool wear - end mill exceeded replacement interval",
  "corrective_action": "Replaced tool, re-machined 5 parts",
  "preventive_action": "Implemented tool life tracking in system",
  "verification_required": true,
  "reported_by_id": "${person_id}"
}`

const post = (body: unknown, options = {}) => shop.call('POST', '/api-issues', body, options)
const patch = (id: string, body: unknown, options = {}) => shop.call('PATCH', `/api-issues?id=${id}`, body, options)
async function made(body: unknown) {
  const answer = await post(body)
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return answer.body.data.issue
}
const general = (more: object = {}) => ({ operation_id, title: 'Burr', description: 'At the edge', ...more })
const ncr = (more: object = {}) => ({ operation_id, title: 'Bore', severity: 'high', issue_type: 'ncr', ...more })

function told(answer: Answer, status = 422, code = 'VALIDATION_ERROR'): string[] {
  expect(answer, JSON.stringify(answer.body)).toMatchObject({ status, body: { success: false, error: { code, statusCode: status } } })
  return answer.body.error.details.map((one: { field: string; constraint: string }) => `${one.field} ${one.constraint}`).sort()
}

test.each(['/functions/v1', ''])('the page’s NCR is created, listed, updated, below "%s"', async (prefix) => {
  const created = await shop.call('POST', `${prefix}/api-issues`, page_ncr())
  expect(created.status, JSON.stringify(created.body)).toBe(201)
  const { issue } = created.body.data
  expect(created.body).toMatchObject({
    success: true,
    data: {
      issue: {
        ...{ id: expect.any(String), ncr_number: expect.stringMatching(/^NCR-2024-\d{4}$/), title: 'Dimensional Out of Tolerance' },
        ...{ severity: 'high', status: 'open', issue_type: 'ncr', ncr_category: 'process', disposition: 'rework' },
        ...{ created_at: '2024-01-15T14:30:00.000Z', affected_quantity: 5, verification_required: true, verified_at: null },
        ...{ reported_by_id: person_id, reported_by: { id: person_id, full_name: 'A supervisor' }, ncr_disposition: 'rework' },
        operation: { id: operation_id, operation_name: 'CNC Milling', part: { part_number: 'PART-001', job: { customer: 'ACME' } } },
      },
    },
  })
  const listed = await shop.call('GET', `${prefix}/api-issues?issue_type=ncr&severity=high&status=open`)
  expect(listed.body.data.issues[0]).toEqual(issue)
  expect(listed.body.meta.pagination).toMatchObject({ limit: 100, offset: 0, has_more: false })
  const updated = await shop.call('PATCH', `${prefix}/api-issues?id=${issue.id}`, {
    status: 'resolved',
    resolution_notes: 'All parts re-machined and inspected. Tool tracking implemented.',
    verified_by_id: person_id,
  })
  expect(updated.body.data.issue).toMatchObject({
    ...{ status: 'resolved', resolution_notes: 'All parts re-machined and inspected. Tool tracking implemented.' },
    ...{
      resolved_at: '2024-01-15T14:30:00.000Z',
      verified_at: '2024-01-15T14:30:00.000Z',
      verified_by_id: person_id,
      resolved_by_id: null,
    },
    verified_by: { id: person_id },
  })
  expect((await shop.call('GET', `${prefix}/api-issues?id=${issue.id}`)).body.data).toEqual(updated.body.data)
  const names = (await told_of(shop, issue.id)).map(({ name }) => name)
  expect(names).toEqual(['ncr.created', 'issue.updated', 'ncr.verified', 'issue.resolved'])
  const gone = await shop.call('DELETE', `${prefix}/api-issues?id=${issue.id}`)
  expect(gone.body).toEqual({ success: true, data: { message: expect.any(String), issue_id: issue.id } })
  expect(told(await shop.call('GET', `${prefix}/api-issues?id=${issue.id}`), 404, 'NOT_FOUND')).toEqual([])
})

test('a general issue: what is required, what is usual', async () => {
  const issue = await made(general())
  expect(issue).toMatchObject({ issue_type: 'general', severity: 'medium', status: 'open', ncr_number: null, resolution: null })
  expect((await told_of(shop, issue.id)).map(({ name }) => name)).toEqual(['issue.created'])
  expect(told(await post({}))).toEqual(['description NOT_NULL', 'operation_id NOT_NULL', 'title NOT_NULL'])
  expect(told(await post({ issue_type: 'ncr' }))).toEqual(['operation_id NOT_NULL', 'severity NOT_NULL', 'title NOT_NULL'])
  expect(told(await post(general({ title: '', description: ' ' })))).toEqual(['description NOT_NULL', 'title NOT_NULL'])
})

test.each(['low', 'medium', 'high', 'critical'])('severity %s', async (severity) => {
  expect(await made(ncr({ severity }))).toMatchObject({ severity })
  expect((await shop.call('GET', `/api-issues?severity=${severity}`)).body.data.issues[0]).toMatchObject({ severity })
})

test.each(['material', 'process', 'equipment', 'design', 'supplier', 'documentation', 'other'])('category %s', async (ncr_category) => {
  expect(await made(ncr({ ncr_category }))).toMatchObject({ ncr_category, ncr_subcategory: null })
})

test.each([
  ['dimensional', 'process'],
  ['surface_finish', 'process'],
  ['process_error', 'process'],
  ['material_defect', 'material'],
])('category %s of their database is %s, and is kept', async (ncr_category, coarse) => {
  const { id } = await made(ncr({ ncr_category }))
  const asked = await shop.call('GET', `/api-issues?ncr_category=${ncr_category}`)
  expect(asked.body.data.issues).toMatchObject([{ id, ncr_category: coarse, ncr_subcategory: ncr_category }])
  expect((await shop.call('GET', `/api-issues?ncr_category=${coarse}&limit=1`)).body.data.issues[0].id).toBe(id)
  expect((await patch(id, { ncr_category: 'design' })).body.data.issue).toMatchObject({ ncr_category: 'design', ncr_subcategory: null })
})

test.each(['use_as_is', 'rework', 'repair', 'scrap', 'return_to_supplier'])('disposition %s by both names', async (disposition) => {
  const shown = { disposition, ncr_disposition: disposition }
  expect(await made(ncr({ disposition }))).toMatchObject(shown)
  expect(await made(ncr({ ncr_disposition: disposition }))).toMatchObject(shown)
})

test.each([
  ['open', 'open'],
  ['pending', 'open'],
  ['in_progress', 'in_progress'],
  ['approved', 'in_progress'],
  ['resolved', 'resolved'],
  ['closed', 'closed'],
  ['rejected', 'closed'],
])('status %s is %s, given, asked for and reached', async (status, shown) => {
  const resolution = status === 'rejected' ? 'rejected' : null
  const place = { operation_id: await new_operation() }
  const issue = await made(general({ ...place, status }))
  expect(issue).toMatchObject({ status: shown, resolution })
  const asked = await shop.call('GET', `/api-issues?operation_id=${place.operation_id}&status=${status}`)
  expect(asked.body.data.issues).toEqual([issue])
  const other = await made(general(place))
  const reached = await patch(other.id, { status })
  expect(reached.body.data.issue).toMatchObject({ status: shown, resolution })
})

test('closed ones that were rejected are told apart', async () => {
  const place = { operation_id: await new_operation() }
  const [one, other] = [await made(general({ ...place, status: 'closed' })), await made(general({ ...place, status: 'rejected' }))]
  const ids = async (status: string) =>
    (await shop.call('GET', `/api-issues?operation_id=${place.operation_id}&status=${status}`)).body.data.issues.map(
      ({ id }: { id: string }) => id,
    )
  expect(await ids('closed')).toEqual([other.id, one.id])
  expect(await ids('rejected')).toEqual([other.id])
  expect((await patch(other.id, { status: 'pending' })).body.data.issue).toMatchObject({ status: 'open', resolution: null })
})

test('what is against the moves is 409', async () => {
  const { id } = await made(ncr({ verification_required: true, status: 'resolved' }))
  expect(told(await patch(id, { status: 'in_progress' }), 409, 'INVALID_STATE_TRANSITION')).toEqual([])
  const refused = await patch(id, { status: 'closed' })
  told(refused, 409, 'INVALID_STATE_TRANSITION')
  expect(refused.body.error.message).toContain('verified')
  expect((await patch(id, { status: 'closed', verified_by_id: person_id })).body.data.issue).toMatchObject({ status: 'closed' })
  expect((await patch(id, { status: 'open' })).body.data.issue).toMatchObject({ status: 'open', verified_by_id: null })
  expect((await patch(id, { verification_required: false, status: 'closed' })).status).toBe(200)
  const other = await made(general())
  expect(told(await patch(other.id, { verified_by_id: person_id }), 409, 'CONFLICT')).toEqual([])
})

test('verified_by_id on POST counts, and is told', async () => {
  const { id, verified_at } = await made(ncr({ verified_by_id: person_id, verification_required: true, status: 'closed' }))
  expect(verified_at).toBe('2024-01-15T14:30:00.000Z')
  expect((await told_of(shop, id)).map(({ name }) => name)).toEqual(['ncr.created', 'ncr.verified', 'issue.closed'])
})

test('a number of one’s own', async () => {
  expect(await made(ncr({ ncr_number: 'ERP-77' }))).toMatchObject({ ncr_number: 'ERP-77' })
  expect(told(await post(ncr({ ncr_number: 'ERP-77' })), 409, 'CONFLICT')).toEqual(['ncr_number UNIQUE_CONSTRAINT'])
  expect(told(await post(ncr({ ncr_number: 'x'.repeat(51) })))).toEqual(['ncr_number MAX_LENGTH'])
})

test('fifty at once draw fifty numbers', async () => {
  const answers = await Promise.all(Array.from({ length: 50 }, () => post(ncr())))
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 50 }, () => 201))
  const numbers = answers.map(({ body }) => body.data.issue.ncr_number)
  expect(new Set(numbers).size).toBe(50)
  for (const number of numbers) expect(number).toMatch(/^NCR-2024-\d{4}$/)
})

test('everything wrong is told at once, in the fields that were sent', async () => {
  const body = {
    ...{ operation_id: nobody, title: 'x'.repeat(256), description: 7, severity: 'huge', issue_type: 'ncr', status: 'done' },
    ...{ ncr_category: 'luck', ncr_disposition: 'burn', affected_quantity: -1, verification_required: 'yes', reported_by_id: 'ann' },
    ...{ verified_by_id: nobody, causes_standstill: 1 },
  }
  expect(told(await post(body))).toEqual(
    [
      ...['operation_id FK_CONSTRAINT', 'title MAX_LENGTH', 'description TYPE_MISMATCH', 'severity ENUM_CONSTRAINT'],
      ...['status ENUM_CONSTRAINT', 'ncr_category ENUM_CONSTRAINT', 'ncr_disposition ENUM_CONSTRAINT', 'affected_quantity MIN_VALUE'],
      ...[
        'verification_required TYPE_MISMATCH',
        'reported_by_id UUID_FORMAT',
        'verified_by_id FK_CONSTRAINT',
        'causes_standstill TYPE_MISMATCH',
      ],
    ].sort(),
  )
  expect(told(await post(general({ ncr_number: 'N', verified_by_id: person_id })))).toEqual([
    'ncr_number ENUM_CONSTRAINT',
    'verified_by_id ENUM_CONSTRAINT',
  ])
  const { id } = await made(general())
  expect(told(await patch(id, { title: '', description: null }))).toEqual(['title NOT_NULL'])
  expect(told(await patch(id, { description: null }))).toEqual(['description NOT_NULL'])
  expect(told(await patch(id, { resolved_by_id: nobody, operation_id }))).toEqual(['resolved_by_id FK_CONSTRAINT'])
  for (const nothing of [{}, { operation_id, ncr_number: 'N' }]) told(await patch(id, nothing), 400, 'BAD_REQUEST')
  told(await shop.call('PATCH', '/api-issues', { title: 'x' }), 400, 'BAD_REQUEST')
  expect(told(await shop.call('GET', '/api-issues?severity=huge&status=done&operation_id=7&issue_type=x'))).toEqual([
    ...['issue_type ENUM_CONSTRAINT', 'operation_id UUID_FORMAT', 'severity ENUM_CONSTRAINT', 'status ENUM_CONSTRAINT'],
  ])
})

test('lists by person, by part of the text, by page', async () => {
  const place = { operation_id: await new_operation() }
  const ann = (await someone(shop, 'operator')).id
  const a = await made(general({ ...place, title: 'Crack 100%', reported_by_id: ann }))
  const b = await made(ncr({ ...place, description: 'soft spot' }))
  const of = async (query: string) => {
    const { body } = await shop.call('GET', `/api-issues?operation_id=${place.operation_id}&${query}`)
    expect(body.meta.pagination).toEqual(body.data.pagination)
    return body.data.issues.map(({ id }: { id: string }) => id)
  }
  expect(await of('')).toEqual([b.id, a.id])
  expect(await of(`reported_by_id=${ann}`)).toEqual([a.id])
  expect(await of('search=100%25')).toEqual([a.id])
  expect(await of('search=SOFT')).toEqual([b.id])
  expect(await of('issue_type=general')).toEqual([a.id])
  expect(await of('limit=1&offset=1')).toEqual([a.id])
})

test('a standstill puts the operation on hold, with its clock, until the last such issue is resolved', async () => {
  const id = await new_operation()
  const work = (word: string) => shop.call('POST', `/api-operation-lifecycle/${word}?id=${id}`)
  const operation = async () => (await shop.call('GET', `/api-operations?id=${id}`)).body.data.operation
  await work('start')
  const one = await made(general({ operation_id: id, causes_standstill: true }))
  expect(one).toMatchObject({ causes_standstill: true })
  expect(await operation()).toMatchObject({ status: 'on_hold', time_entries: [{ end_time: expect.any(String) }] })
  const other = await made(ncr({ operation_id: id, causes_standstill: true }))
  for (const word of ['start', 'resume']) told(await work(word), 409, 'INVALID_STATE_TRANSITION')
  await patch(one.id, { status: 'resolved' })
  expect((await operation()).status).toBe('on_hold')
  await patch(other.id, { status: 'rejected' })
  expect((await operation()).status).toBe('in_progress')
  expect((await work('complete')).status).toBe(200)
})

test('another company’s is 403, an unknown one 404, a malformed id 422; nothing of it is seen or changed', async () => {
  const issue = await made(general())
  const foreign = { key: (await another_tenant(shop)).key }
  const asks = (id: string) => [
    ['GET', `/api-issues?id=${id}`, undefined] as const,
    ['PATCH', `/api-issues?id=${id}`, { title: 'Mine' }] as const,
    ['DELETE', `/api-issues?id=${id}`, undefined] as const,
  ]
  for (const [method, path, body] of asks(issue.id)) told(await shop.call(method, path, body, foreign), 403, 'FORBIDDEN')
  for (const [method, path, body] of asks(nobody)) told(await shop.call(method, path, body, foreign), 404, 'NOT_FOUND')
  for (const [method, path, body] of asks('7')) expect(told(await shop.call(method, path, body, foreign))).toEqual(['id UUID_FORMAT'])
  expect(told(await post(general(), foreign))).toEqual(['operation_id FK_CONSTRAINT'])
  expect((await shop.call('GET', '/api-issues', undefined, foreign)).body.data).toMatchObject({ issues: [], pagination: { total: 0 } })
  expect((await shop.call('GET', `/api-issues?id=${issue.id}`)).body.data.issue).toEqual(issue)
})

test('operators report, supervisors change', async () => {
  const operator = { key: (await someone(shop, 'operator')).key }
  const { body } = await post(general(), operator)
  told(await patch(body.data.issue.id, { title: 'x' }, operator), 403, 'FORBIDDEN')
  told(await post(general({ status: 'closed' }), operator), 403, 'FORBIDDEN')
})
