import { afterAll, beforeAll, expect, test } from 'vitest'
import { another_tenant, someone } from '../../../../test/people.ts'
import { as_owner, open_shop, type Shop } from '../../../../test/shop.ts'
import { told_of } from '../../../../test/told.ts'

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
})
afterAll(() => shop.close())

const source = { external_source: 'SAP' }
const job_of = (id: string, more: object = {}) => ({
  ...source,
  external_id: id,
  job_number: `JOB-${id}`,
  customer_name: 'ACME Corp',
  due_date: '2026-12-31',
  ...more,
})
const nested = (id: string) => [
  {
    part_number: 'PART-001',
    external_id: `${id}-P1`,
    material: 'Aluminum 6061',
    quantity: 10,
    operations: [{ operation_name: 'CNC Milling', cell_name: 'Mill-01', estimated_time: 120, sequence: 1, external_id: `${id}-O1` }],
  },
]
const events = async (): Promise<number> =>
  as_owner(shop.database, async (client) => (await client.query('select count(*)::int as n from events')).rows[0].n)

test('PUT makes what is new: 201, then finds it: 200', async () => {
  const made = await shop.call('PUT', '/functions/v1/api-jobs/sync', job_of('A', { parts: nested('A') }))
  expect(made).toMatchObject({
    status: 201,
    body: {
      success: true,
      data: { action: 'created', job: { job_number: 'JOB-A', customer: 'ACME Corp', status: 'not_started', external_id: 'A' } },
    },
  })
  const before = await events()
  const again = await shop.call('PUT', '/api-jobs/sync', job_of('A', { parts: nested('A') }))
  expect(again).toMatchObject({ status: 200, body: { data: { action: 'unchanged', changes: [], job: { id: made.body.data.job.id } } } })
  expect(await events()).toBe(before)
  const parts = [
    {
      ...nested('A')[0],
      quantity: 12,
      operations: [{ operation_name: 'CNC Milling', sequence: 1, external_id: 'A-O1', estimated_time: 90 }],
    },
  ]
  const changed = await shop.call('PUT', '/api-jobs/sync', job_of('A', { due_date: '2027-01-15', parts }))
  expect(changed).toMatchObject({
    status: 200,
    body: {
      data: {
        action: 'updated',
        job: { due_date: '2027-01-15' },
        changes: [
          'due_date: "2026-12-31" -> "2027-01-15"',
          'parts[0].quantity: 10 -> 12',
          'parts[0].operations[0].estimated_time: 120 -> 90',
        ],
      },
    },
  })
  expect((await told_of(shop, made.body.data.job.id)).map(({ name }) => name)).toEqual(['job.created', 'job.updated'])
})

test('null and blank clear what may be empty, and say nothing of anything else', async () => {
  await shop.call('PUT', '/api-jobs/sync', job_of('N', { notes: 'Rush', priority: 3 }))
  const { body } = await shop.call('PUT', '/api-jobs/sync', {
    ...source,
    external_id: 'N',
    job_number: null,
    notes: null,
    due_date: '',
    priority: null,
    status: null,
    parts: null,
  })
  expect(body.data).toMatchObject({ action: 'updated', job: { job_number: 'JOB-N', notes: null, due_date: null, priority: 3 } })
})

test('parts, operations, cells and resources are synced by themselves', async () => {
  await shop.call('PUT', '/api-jobs/sync', job_of('S'))
  const part = { ...source, external_id: 'S-P', job_external_id: 'S', part_number: 'P', quantity: 2, material: 'Steel' }
  expect(await shop.call('PUT', '/api-parts/sync', part)).toMatchObject({
    status: 201,
    body: { data: { action: 'created', part: { part_number: 'P', job: { job_number: 'JOB-S' } } } },
  })
  const operation = { ...source, external_id: 'S-O', part_external_id: 'S-P', operation_name: 'Cut', cell_name: 'Saw' }
  expect(await shop.call('PUT', '/api-operations/sync', operation)).toMatchObject({
    status: 201,
    body: { data: { action: 'created', operation: { operation_name: 'Cut', cell: { name: 'Saw' }, sequence: 10 } } },
  })
  const cell = { ...source, external_id: 'S-C', name: 'Press', active: false, sequence: 4 }
  expect(await shop.call('PUT', '/api-cells/sync', cell)).toMatchObject({
    status: 201,
    body: { data: { action: 'created', cell: { name: 'Press', active: false, sequence: 4 } } },
  })
  const resource = { ...source, external_id: 'S-R', name: 'Vice', type: 'fixture', active: true }
  expect(await shop.call('PUT', '/api-resources/sync', resource)).toMatchObject({
    status: 201,
    body: { data: { action: 'created', resource: { name: 'Vice', status: 'available' } } },
  })
  for (const [path, body] of [
    ['parts', part],
    ['operations', operation],
    ['cells', cell],
    ['resources', resource],
  ] as const) {
    expect(await shop.call('PUT', `/api-${path}/sync`, body)).toMatchObject({ status: 200, body: { data: { action: 'unchanged' } } })
  }
})

test('what is wrong with one is told in their words', async () => {
  const wrong = await shop.call('PUT', '/api-jobs/sync', {
    external_id: '',
    due_date: 'soon',
    parts: [{ part_number: 'X', quantity: 0, operations: [{ sequence: 1.5, operation_name: 'a' }] }],
  })
  expect(wrong.status).toBe(422)
  expect(wrong.body.error.details.map(({ field, constraint }: { field: string; constraint: string }) => `${field} ${constraint}`)).toEqual(
    expect.arrayContaining([
      'external_id NOT_NULL',
      'external_source NOT_NULL',
      'due_date DATE_FORMAT',
      'parts[0].quantity MIN_VALUE',
      'parts[0].operations[0].sequence TYPE_MISMATCH',
    ]),
  )
  expect(
    await shop.call('PUT', '/api-parts/sync', { ...source, external_id: 'x', part_number: 'x', quantity: 1, job_external_id: 'None' }),
  ).toMatchObject({
    status: 422,
    body: { error: { details: [{ field: 'job_external_id', constraint: 'FK_CONSTRAINT', value: 'None' }] } },
  })
  await shop.call('POST', '/api-jobs', {
    job_number: 'TAKEN',
    parts: [{ part_number: 'P', quantity: 1, operations: [{ operation_name: 'a', sequence: 1 }] }],
  })
  expect(await shop.call('PUT', '/api-jobs/sync', job_of('T', { job_number: 'TAKEN' }))).toMatchObject({
    status: 409,
    body: { error: { code: 'CONFLICT', details: [{ field: 'job_number', constraint: 'UNIQUE_CONSTRAINT' }] } },
  })
  expect((await shop.call('PUT', '/api-jobs/sync', job_of('T'), { key: null })).status).toBe(401)
  expect((await shop.call('PUT', '/api-jobs/sync', job_of('T'), { key: (await someone(shop, 'operator')).key })).status).toBe(403)
})

test('of parallel upserts of the same id one is created, and there is one job', async () => {
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, at) => shop.call('PUT', '/api-jobs/sync', job_of('PAR', { notes: `${at}` }))),
  )
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(19)
  expect((await shop.call('GET', '/api-jobs?job_number=JOB-PAR')).body.data.jobs).toHaveLength(1)
})

test('a thousand at once, three of them wrong: each has its result, and the others are in', async () => {
  const bad = new Map<number, object>([
    [17, job_of('B17', { due_date: 'never' })],
    [500, { ...job_of('B500'), external_source: undefined }],
    [999, job_of('B999', { job_number: 'JOB-B0' })],
  ])
  const jobs = Array.from({ length: 1000 }, (_, at) => bad.get(at) ?? job_of(`B${at}`, { parts: nested(`B${at}`) }))
  const { status, body } = await shop.call('POST', '/api-jobs/bulk-sync', { jobs })
  expect(status).toBe(200)
  const { results, ...counts } = body.data
  expect(counts).toMatchObject({ total: 1000, created: 997, updated: 0, unchanged: 0, failed: 3, errors: 3 })
  expect(results).toHaveLength(1000)
  expect(results.map(({ index }: { index: number }) => index)).toEqual(jobs.map((_, at) => at))
  const failed = results.filter(({ action }: { action: string }) => action === 'error')
  expect(failed).toMatchObject([
    { index: 17, external_id: 'B17', id: null, code: 'VALIDATION_ERROR', details: [{ field: 'due_date', constraint: 'DATE_FORMAT' }] },
    { index: 500, external_id: 'B500', external_source: null, details: [{ field: 'external_source', constraint: 'NOT_NULL' }] },
    { index: 999, external_id: 'B999', code: 'CONFLICT', details: [{ field: 'job_number' }] },
  ])
  for (const { error } of failed) expect(error.length).toBeGreaterThan(5)
  expect((await shop.call('GET', '/api-jobs?job_number=JOB-B&limit=1')).body.data.pagination.total).toBe(997)
  expect((await shop.call('GET', '/api-cells?search=Mill-01')).body.data.cells).toHaveLength(1)

  const before = await events()
  const again = await shop.call('POST', '/api-jobs/bulk-sync', { items: jobs })
  expect(again.body.data).toMatchObject({
    total: 1000,
    results: {
      created: 0,
      updated: 0,
      unchanged: 997,
      failed: 3,
      errors: [{ index: 17, item: { external_id: 'B17' } }, { index: 500 }, { index: 999 }],
    },
  })
  expect(again.body.data.items).toHaveLength(1000)
  // Only that it was done is told.
  expect(await events()).toBe(before + 2)
}, 120_000)

test('bulk by kind: order within a job holds, and the same thing twice is synced twice', async () => {
  await shop.call('PUT', '/api-jobs/sync', job_of('K'))
  const part = (id: string, more: object = {}) => ({
    ...source,
    external_id: id,
    job_external_id: 'K',
    part_number: id,
    quantity: 1,
    ...more,
  })
  const parts = [
    part('K-1'),
    part('K-2', { parent_part_number: 'K-1' }),
    part('K-1', { quantity: 5 }),
    part('K-3', { parent_part_number: 'Nobody' }),
  ]
  const { body } = await shop.call('POST', '/api-parts/bulk-sync', { parts })
  expect(body.data.results.map(({ action }: { action: string }) => action)).toEqual(['created', 'created', 'updated', 'error'])
  const cells = await shop.call('POST', '/api-cells/bulk-sync', {
    cells: [{ ...source, external_id: 'c1', name: 'C1' }, 'not an object', null],
  })
  expect(cells.body.data).toMatchObject({
    total: 3,
    created: 1,
    failed: 2,
    results: [{ action: 'created' }, { action: 'error' }, { action: 'error' }],
  })
  for (const kind of ['operations', 'resources']) {
    const empty = await shop.call('POST', `/api-${kind}/bulk-sync`, { items: [] })
    expect(empty.body.data).toMatchObject({ total: 0, results: { created: 0, errors: [] } })
  }
})

test('a request that is wrong as a whole is refused as a whole', async () => {
  expect((await shop.call('POST', '/api-jobs/bulk-sync', {})).status).toBe(400)
  expect((await shop.call('POST', '/api-jobs/bulk-sync', { jobs: 'all' })).status).toBe(422)
  const many = Array.from({ length: 1001 }, (_, at) => job_of(`M${at}`))
  expect(await shop.call('POST', '/api-jobs/bulk-sync', { jobs: many })).toMatchObject({
    status: 422,
    body: { error: { details: [{ field: 'jobs', constraint: 'MAX_LENGTH' }] } },
  })
  expect((await shop.call('POST', '/api-jobs/bulk-sync', { jobs: [job_of('U')] }, { key: null })).status).toBe(401)
  const operator = (await someone(shop, 'operator')).key
  expect((await shop.call('POST', '/api-jobs/bulk-sync', { jobs: [job_of('U')] }, { key: operator })).status).toBe(403)
  const jobs_only = (await someone(shop, 'planner', { scopes: ['jobs.*'] })).key
  const narrow = await shop.call('POST', '/api-jobs/bulk-sync', { jobs: [job_of('U')] }, { key: jobs_only })
  expect(narrow).toMatchObject({ status: 200, body: { data: { created: 1 } } })
  expect(
    (await shop.call('POST', '/api-cells/bulk-sync', { cells: [{ ...source, external_id: 'u', name: 'U' }] }, { key: jobs_only })).status,
  ).toBe(403)
  expect((await shop.call('GET', '/api-jobs/bulk-sync')).status).toBe(405)
})

test('the same Idempotency-Key answers the same, and nothing is done twice', async () => {
  const headers = { 'idempotency-key': 'bulk-1' }
  const jobs = [job_of('I1'), job_of('I2', { due_date: 'x' })]
  const first = await shop.call('POST', '/api-jobs/bulk-sync', { jobs }, { headers })
  const before = await events()
  const second = await shop.call('POST', '/api-jobs/bulk-sync', { jobs }, { headers })
  expect(second.body).toEqual(first.body)
  expect(first.body.data).toMatchObject({ created: 1, failed: 1 })
  expect(await events()).toBe(before)
  const other = await shop.call('POST', '/api-jobs/bulk-sync', { jobs: [job_of('I3'), job_of('I4')] }, { headers })
  expect(other.status).toBe(422)
})

test('what another company has is not there', async () => {
  const other = await another_tenant(shop)
  await shop.call('PUT', '/api-jobs/sync', job_of('X'))
  expect((await shop.call('PUT', '/api-jobs/sync', job_of('X'), { key: other.key })).status).toBe(201)
  const part = { ...source, external_id: 'X-P', job_external_id: 'A', part_number: 'P', quantity: 1 }
  expect((await shop.call('PUT', '/api-parts/sync', part, { key: other.key })).status).toBe(422)
})

test('nothing that is sent upsets the others', async () => {
  const strange = [
    '{"external_source":"a\\u0000b","external_id":"1","job_number":"S1"}',
    '{"external_source":"\\ud800","external_id":"1","job_number":"S1"}',
    '{"constructor":null,"__proto__":null,"toString":"","external_source":"s","external_id":"ok","job_number":"S2"}',
    `{"external_source":"s","external_id":"deep","job_number":"S3","metadata":${'{"a":'.repeat(2000)}1${'}'.repeat(2000)}}`,
    '{"external_source":"s","external_id":9,"job_number":["x"],"parts":{"length":5}}',
    '[[]]',
    'false',
    `{"external_source":"s","external_id":"${'x'.repeat(300)}","job_number":"S4","priority":1e300,"parts":[null,{"operations":[null,{}]}]}`,
  ]
  for (const one of strange) {
    const alone = await shop.call('PUT', '/api-jobs/sync', one)
    expect([201, 400, 422], JSON.stringify(alone.body)).toContain(alone.status)
    const many = await shop.call('POST', '/api-jobs/bulk-sync', `{"jobs":[${one}]}`)
    expect(many.status, JSON.stringify(many.body)).toBe(200)
    const { created, unchanged, failed, total } = many.body.data
    expect(created + unchanged + failed).toBe(total)
    expect((await shop.call('POST', '/api-erp-sync/diff', `{"jobs":[${one}],"parts":[${one}]}`)).status).toBe(200)
  }
  const all = await shop.call('POST', '/api-jobs/bulk-sync', `{"items":[${strange.join()}]}`)
  expect(all.body.data).toMatchObject({ total: strange.length, results: { created: 0, updated: 0 } })
  expect((await shop.call('GET', '/api-jobs?job_number=S2')).body.data.jobs).toHaveLength(1)
})
