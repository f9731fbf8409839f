import { afterAll, beforeAll, expect, test } from 'vitest'
import { another_tenant, someone } from '../../../../test/people.ts'
import { type Answer, open_shop, type Shop, shop_for_this_test } from '../../../../test/shop.ts'
import { EryxonFailure } from './errors.ts'

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
})
afterAll(() => shop.close())

const nobody = '00000000-0000-4000-8000-000000000000'
const prefixes = ['', '/functions/v1'] as const

const operation = (sequence: number, more: object = {}) => ({ operation_name: `Step ${sequence}`, sequence, ...more })
const part = (part_number: string, more: object = {}) => ({ part_number, quantity: 10, operations: [operation(1)], ...more })
const job = (job_number: string, more: object = {}) => ({ job_number, parts: [part('P1')], ...more })

/** What is said to be wrong, as `field CONSTRAINT`. */
function told(answer: Answer, status = 422, code = 'VALIDATION_ERROR'): string[] {
  expect(answer.status, JSON.stringify(answer.body)).toBe(status)
  const { error } = EryxonFailure.parse(answer.body)
  expect(error).toMatchObject({ code, statusCode: status, message: expect.stringMatching(/./) })
  return Array.isArray(error.details) ? error.details.map(({ field, constraint }) => `${field} ${constraint}`).sort() : []
}
const post = (path: string, body: unknown) => shop.call('POST', path, body)
const made = async (body: object) => {
  const answer = await post('/api-jobs', body)
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return answer.body.data
}

test.each(prefixes)('everything wrong with a request is told at once, in the fields of the page, below "%s"', async (prefix) => {
  const answer = await post(`${prefix}/api-jobs`, {
    job_number: '  ',
    customer_name: 'x'.repeat(256),
    due_date: 'soon',
    status: 'waiting',
    metadata: 'none',
    current_cell_id: 'Mill-01',
    parts: [
      {
        part_number: 'A',
        quantity: 0,
        operations: [
          { operation_name: '', sequence: 1, estimated_time_minutes: -1, completion_percentage: 101 },
          { operation_name: 'B', sequence: 1, cell_id: nobody, assigned_operator_id: nobody, status: 'done' },
          { operation_name: 'C', setup_time: 'long' },
        ],
      },
      { part_number: 'A', quantity: '5', operations: [] },
      { part_number: 'B', quantity: 2_147_483_648, parent_part_number: 'C', operations: [operation(1)] },
      { part_number: 'C', quantity: 1.5, parent_part_number: 'B' },
      { part_number: 'D', parent_part_number: 'E', parent_part_id: nobody, operations: 'none' },
      'a part',
    ],
  })
  expect(told(answer)).toEqual(
    [
      'job_number NOT_NULL',
      'customer_name MAX_LENGTH',
      'due_date DATE_FORMAT',
      'status ENUM_CONSTRAINT',
      'metadata TYPE_MISMATCH',
      'current_cell_id UUID_FORMAT',
      'parts UNIQUE_CONSTRAINT',
      'parts[0].quantity MIN_VALUE',
      'parts[0].operations UNIQUE_CONSTRAINT',
      'parts[0].operations[0].operation_name NOT_NULL',
      'parts[0].operations[0].estimated_time_minutes MIN_VALUE',
      'parts[0].operations[0].completion_percentage MAX_VALUE',
      'parts[0].operations[1].cell_id FK_CONSTRAINT',
      'parts[0].operations[1].assigned_operator_id FK_CONSTRAINT',
      'parts[0].operations[1].status ENUM_CONSTRAINT',
      'parts[0].operations[2].sequence NOT_NULL',
      'parts[0].operations[2].setup_time TYPE_MISMATCH',
      'parts[1].quantity TYPE_MISMATCH',
      'parts[1].operations MIN_LENGTH',
      'parts[2].quantity MAX_VALUE',
      'parts[2].parent_part_number CIRCULAR_REFERENCE',
      'parts[3].quantity TYPE_MISMATCH',
      'parts[3].operations NOT_NULL',
      'parts[3].parent_part_number CIRCULAR_REFERENCE',
      'parts[4].quantity NOT_NULL',
      'parts[4].operations TYPE_MISMATCH',
      'parts[4].parent_part_id FK_CONSTRAINT',
      'parts[4].parent_part_number FK_CONSTRAINT',
      'parts[5] TYPE_MISMATCH',
    ].sort(),
  )
  expect(answer.body.error.message).toBe('Validation failed')
  expect(answer.body.error.details).toContainEqual({
    field: 'parts[0].operations[1].cell_id',
    constraint: 'FK_CONSTRAINT',
    message: `There is no cell ${nobody}.`,
    value: nobody,
    entityType: 'operation',
    entityIndex: 1,
  })
  expect((await shop.call('GET', `${prefix}/api-jobs`)).body.data.pagination.total).toBe(0)
})

test.each<[string, unknown, string[]]>([
  ['no parts', { job_number: 'N' }, ['parts NOT_NULL']],
  ['empty parts', { job_number: 'N', parts: [] }, ['parts MIN_LENGTH']],
  ['no body', undefined, ['job_number NOT_NULL', 'parts NOT_NULL']],
  ['null for what is required', { job_number: null, parts: null }, ['job_number NOT_NULL', 'parts NOT_NULL']],
  ['parts that are no list', { job_number: 'N', parts: 'x' }, ['parts TYPE_MISMATCH']],
  ['a number for text', { job_number: 7, parts: [part('P1')] }, ['job_number TYPE_MISMATCH']],
  ['a priority nobody knows', job('N', { priority: 'huge' }), ['priority TYPE_MISMATCH']],
  ['a day that is none', job('N', { due_date: '2024-02-30' }), ['due_date DATE_FORMAT']],
  ['NUL in text', job('N', { notes: 'a\u0000b' }), ['notes TYPE_MISMATCH']],
  ['an id that is no text', job('N', { current_cell_id: 5 }), ['current_cell_id TYPE_MISMATCH']],
])('jobs: %s', async (_what, body, wrong) => {
  expect(told(await post('/api-jobs', body))).toEqual(wrong)
})

test('parts and operations: what is required, what must exist', async () => {
  expect(told(await post('/api-parts', {}))).toEqual(['job_id NOT_NULL', 'part_number NOT_NULL', 'quantity NOT_NULL'])
  expect(told(await post('/api-operations', {}))).toEqual(['operation_name NOT_NULL', 'part_id NOT_NULL', 'sequence NOT_NULL'])
  expect(told(await post('/api-parts', { job_id: nobody, part_number: 'P', quantity: 1, parent_part_id: 'x' }))).toEqual([
    'job_id FK_CONSTRAINT',
    'parent_part_id UUID_FORMAT',
  ])
  expect(told(await post('/api-operations', { part_id: nobody, ...operation(1), cell_id: 'x' }))).toEqual([
    'cell_id UUID_FORMAT',
    'part_id FK_CONSTRAINT',
  ])
  const { job_id, parts } = await made(job('R-1'))
  const other = await made(job('R-2'))
  const added = { job_id, part_number: 'P2', quantity: 1 }
  expect(told(await post('/api-parts', { ...added, parent_part_number: 'P2' }))).toEqual(['parent_part_number CIRCULAR_REFERENCE'])
  expect(told(await post('/api-parts', { ...added, parent_part_number: 'P9' }))).toEqual(['parent_part_number FK_CONSTRAINT'])
  expect(told(await post('/api-parts', { ...added, parent_part_id: other.parts[0].id }))).toEqual(['parent_part_id FK_CONSTRAINT'])
  const nested = { ...added, operations: [operation(1), operation(1)] }
  expect(told(await post('/api-parts', nested))).toEqual(['operations UNIQUE_CONSTRAINT'])
  const child = await post('/api-parts', { ...added, parent_part_id: parts[0].id })
  const circle = await shop.call('PATCH', `/api-parts?id=${parts[0].id}`, { parent_part_id: child.body.data.part.id })
  expect(told(circle)).toEqual(['parent_part_id CIRCULAR_REFERENCE'])
})

test('duplicates are conflicts that name their field', async () => {
  const { job_id, parts } = await made(job('D-1'))
  expect(told(await post('/api-jobs', job('D-1')), 409, 'CONFLICT')).toEqual(['job_number UNIQUE_CONSTRAINT'])
  expect(told(await post('/api-parts', part('P1', { job_id })), 409, 'CONFLICT')).toEqual(['part_number UNIQUE_CONSTRAINT'])
  const again = operation(1, { part_id: parts[0].id })
  expect(told(await post('/api-operations', again), 409, 'CONFLICT')).toEqual(['sequence UNIQUE_CONSTRAINT'])
  const answers = await Promise.all(Array.from({ length: 10 }, () => post('/api-jobs', job('D-2'))))
  expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array.from({ length: 9 }, () => 409)])
})

test('a number may be used again once its job is gone', async () => {
  const { job_id } = await made(job('D-3'))
  expect((await shop.call('DELETE', `/api-jobs?id=${job_id}`)).status).toBe(200)
  await made(job('D-3'))
})

test('requests that cannot be understood are 400', async () => {
  expect(told(await post('/api-jobs', '{"job_number": '), 400, 'BAD_REQUEST')).toEqual([])
  expect(told(await post('/api-jobs', '[]'), 400, 'BAD_REQUEST')).toEqual([])
  for (const method of ['PATCH', 'PUT', 'DELETE'] as const) {
    const answer = await shop.call(method, '/api-jobs', method === 'DELETE' ? undefined : { notes: 'x' })
    expect(told(answer, 400, 'BAD_REQUEST')).toEqual(['id NOT_NULL'])
    expect(answer.body.error.message).toBe('Missing id')
  }
  expect(told(await shop.call('GET', '/api-jobs?id='), 400, 'BAD_REQUEST')).toEqual(['id NOT_NULL'])
  expect(told(await post('/api-job-lifecycle/start', undefined), 400, 'BAD_REQUEST')).toEqual(['id NOT_NULL'])
  const { job_id } = await made(job('U-1'))
  for (const body of [{}, undefined, { id: job_id, job_number: 'X', color: 'red' }]) {
    const nothing = await shop.call('PATCH', `/api-jobs?id=${job_id}`, body)
    told(nothing, 400, 'BAD_REQUEST')
    expect(nothing.body.error.message).toBe('No valid fields to update')
  }
  for (const query of ['limit=many', 'limit=1.5', 'offset=-1', 'offset=x'])
    told(await shop.call('GET', `/api-jobs?${query}`), 400, 'BAD_REQUEST')
  expect(told(await post(`/api-job-lifecycle/begin?id=${job_id}`, undefined), 400, 'INVALID_OPERATION')).toEqual([])
  expect(told(await post(`/api-operation-lifecycle?id=${job_id}`, undefined), 400, 'INVALID_OPERATION')).toEqual([])
})

test('filters that mean nothing are faults of their field', async () => {
  expect(told(await shop.call('GET', '/api-jobs?status=waiting'))).toEqual(['status ENUM_CONSTRAINT'])
  expect(told(await shop.call('GET', '/api-parts?job_id=7'))).toEqual(['job_id UUID_FORMAT'])
  expect(told(await shop.call('GET', '/api-operations?sort_by=color&sort_order=up'))).toEqual([
    'sort_by ENUM_CONSTRAINT',
    'sort_order ENUM_CONSTRAINT',
  ])
})

test('who asks: 401 without a key that holds, 403 beyond what it may', async () => {
  const asked = (options: object) => shop.call('GET', '/api-jobs', undefined, options)
  const without = await asked({ key: null })
  expect(told(without, 401, 'UNAUTHORIZED')).toEqual([])
  expect(without.body.error.message).toBe('Missing or invalid authorization header')
  expect(without.headers).toMatchObject({ 'www-authenticate': 'Bearer', 'access-control-allow-origin': '*' })
  const basic = await asked({ key: null, headers: { authorization: 'Basic eDp5' } })
  expect(basic.body.error.message).toBe('Missing or invalid authorization header')
  expect((await asked({ key: 'ery_live_0123456789abcdef' })).body.error.message).toBe('Invalid API key')
  told(await shop.call('POST', '/api-jobs', {}, { key: null }), 401, 'UNAUTHORIZED')
  const reader = await someone(shop, 'planner', { access: 'read-only' })
  told(await shop.call('POST', '/api-jobs', job('F-1'), { key: reader.key }), 403, 'FORBIDDEN')
  const operator = await someone(shop, 'operator')
  told(await shop.call('POST', '/api-jobs', job('F-1'), { key: operator.key }), 403, 'FORBIDDEN')
  expect((await asked({ key: operator.key })).status).toBe(200)
})

test('another company’s thing is 403, an unknown one 404, a malformed id 422; nothing of it is seen or changed', async () => {
  const { job_id, parts } = await made(job('T-1'))
  const [{ id: part_id, operations }] = parts
  const [{ id: operation_id }] = operations
  const cell = (await post('/api-cells', { name: 'Own cell' })).body.data.cell.id
  const { key } = await another_tenant(shop)
  const asks = (id: string) => [
    ...(['jobs', 'parts', 'operations', 'cells'] as const).flatMap((plural) => {
      const path = `/api-${plural}?id=${id}`
      return [
        ['GET', path],
        ['PATCH', path, plural === 'cells' ? { name: 'Mine' } : { notes: 'mine' }],
        ['DELETE', path],
      ] as const
    }),
    ...['start', 'stop', 'complete', 'resume'].map((word) => ['POST', `/api-job-lifecycle/${word}?id=${id}`] as const),
    ...['start', 'pause', 'resume', 'complete'].map((word) => ['POST', `/api-operation-lifecycle/${word}?id=${id}`] as const),
  ]
  for (const id of [job_id, part_id, operation_id, cell]) {
    for (const [method, path, body] of asks(id)) told(await shop.call(method, path, body, { key }), 403, 'FORBIDDEN')
  }
  for (const [method, path, body] of asks(nobody)) told(await shop.call(method, path, body, { key }), 404, 'NOT_FOUND')
  for (const [method, path, body] of asks('7')) expect(told(await shop.call(method, path, body, { key }))).toEqual(['id UUID_FORMAT'])

  const theirs = (path: string, body: unknown) => shop.call('POST', path, body, { key })
  expect(told(await theirs('/api-parts', part('P', { job_id })))).toEqual(['job_id FK_CONSTRAINT'])
  expect(told(await theirs('/api-operations', operation(9, { part_id, cell_id: cell })))).toEqual([
    'cell_id FK_CONSTRAINT',
    'part_id FK_CONSTRAINT',
  ])
  for (const query of [`parts?job_id=${job_id}`, `operations?part_id=${part_id}`, `operations?cell_id=${cell}`, 'jobs', 'cells']) {
    const { body } = await shop.call('GET', `/api-${query}`, undefined, { key })
    expect(body.data.pagination).toMatchObject({ total: 0, has_more: false })
  }
  expect((await shop.call('GET', `/api-jobs?id=${job_id}`)).body.data.job).toMatchObject({ status: 'not_started', notes: null })
})

test('a person of another company cannot be put to work', async () => {
  const other = await another_tenant(shop, 'Third Works')
  const person = await shop.call('POST', '/v1/people', { name: 'Bo', role: 'operator', employee_number: 'B1' }, { key: other.key })
  const { parts } = await made(job('T-2'))
  const path = `/api-operation-lifecycle/start?id=${parts[0].operations[0].id}`
  expect(told(await post(`${path}&user_id=${person.body.id}`, undefined))).toEqual(['user_id FK_CONSTRAINT'])
  expect(told(await post(`${path}&user_id=bo`, undefined))).toEqual(['user_id UUID_FORMAT'])
})

test('a limit that was agreed is 402, after all else is found right', async () => {
  const limited = await shop_for_this_test()
  await limited.call('PATCH', `/v1/tenants/${limited.tenant_id}`, { limits: { jobs: 1, parts_per_month: 25 } })
  const call = (path: string, body: unknown) => limited.call('POST', path, body)
  const { body } = await call('/api-jobs', job('Q-1'))
  const over = await call('/api-jobs', job('Q-2'))
  told(over, 402, 'QUOTA_EXCEEDED')
  expect(over.body.error.details).toEqual({ limitType: 'jobs', currentUsage: 1, limit: 1 })
  expect(told(await call('/api-jobs', job('', { parts: [] })))).toEqual(['job_number NOT_NULL', 'parts MIN_LENGTH'])
  const many = await call('/api-parts', part('P2', { job_id: body.data.job_id, quantity: 16 }))
  expect(many.body.error).toMatchObject({ code: 'QUOTA_EXCEEDED', details: { limitType: 'parts', currentUsage: 10, limit: 25 } })
})

test('too many requests are 429, with when to come back', async () => {
  const slow = await shop_for_this_test({ rate_limit_per_minute: 2 })
  expect((await slow.call('GET', '/api-jobs')).headers['ratelimit-limit']).toBe('2')
  await slow.call('GET', '/api-jobs')
  const answer = await slow.call('GET', '/functions/v1/api-jobs')
  told(answer, 429, 'RATE_LIMIT_EXCEEDED')
  expect(answer.body.error.rateLimitInfo).toEqual({ remaining: 0, resetAt: expect.any(String), retryAfter: expect.any(Number) })
  expect(answer.headers['retry-after']).toBe(String(answer.body.error.rateLimitInfo.retryAfter))
})

test.each(prefixes)('other addresses and methods answer in the envelope, below "%s"', async (prefix) => {
  const other = await shop.call('DELETE', `${prefix}/api-job-lifecycle/start/`)
  told(other, 405, 'METHOD_NOT_ALLOWED')
  expect(other.headers.allow).toBe('POST, OPTIONS')
  expect((await shop.call('PUT', `${prefix}/api-job-lifecycle/start`)).status).toBe(405)
  told(await shop.call('GET', `${prefix}/api-nothing`), 404, 'NOT_FOUND')
  const preflight = await shop.call('OPTIONS', `${prefix}/api-jobs`, undefined, { key: null })
  expect(preflight).toMatchObject({ status: 200, body: 'ok' })
  expect(preflight.headers).toMatchObject({
    'access-control-allow-origin': '*',
    'access-control-allow-methods': expect.stringContaining('PUT'),
    'access-control-allow-headers': expect.stringContaining('authorization, x-client-info, apikey, content-type, x-request-id'),
  })
  expect((await shop.call('GET', `${prefix}/api-jobs/`, undefined, { headers: { 'x-request-id': 'r-1' } })).headers['x-request-id']).toBe(
    'r-1',
  )
})
