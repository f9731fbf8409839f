import { afterAll, beforeAll, expect, test } from 'vitest'
import { another_tenant } from '../../../test/people.ts'
import { as_owner, open_shop, type Shop } from '../../../test/shop.ts'
import { told_of } from '../../../test/told.ts'

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
})
afterAll(() => shop.close())

const sync = (body: object, key?: string) => shop.call('POST', '/v1/jobs/sync', { external_source: 'erp', ...body }, key ? { key } : {})
const whole = async (id: string) => (await shop.call('GET', `/v1/jobs/${id}?expand=operations`)).body
const names = async (id: string): Promise<string[]> => (await told_of(shop, id)).map(({ name }) => name)

const order = (id: string, more: object = {}) => ({
  external_id: id,
  job_number: `N-${id}`,
  customer: 'Acme',
  due: '2026-12-24',
  parts: [
    {
      external_id: `${id}/1`,
      part_number: 'Housing',
      quantity: 10,
      operations: [
        { external_id: `${id}/1/10`, sequence: 10, name: 'Saw', workstation_name: 'Saw 1' },
        { external_id: `${id}/1/20`, sequence: 20, name: 'Mill', planned_total_s: 600 },
      ],
    },
    { part_number: 'Pin', quantity: 40, parent_part_number: 'Housing', operations: [{ sequence: 1, name: 'Turn' }] },
  ],
  ...more,
})

test('a job comes with parts and operations; the same again changes nothing and tells nothing', async () => {
  const made = await sync(order('A'))
  expect(made).toMatchObject({
    status: 200,
    body: {
      action: 'created',
      warnings: [],
      job: { job_number: 'N-A', status: 'released', external_source: 'erp', external_id: 'A', quantity: 10 },
      parts: [
        {
          action: 'created',
          part_number: 'Housing',
          operations: [
            { action: 'created', sequence: 10 },
            { action: 'created', sequence: 20 },
          ],
        },
        { action: 'created', part_number: 'Pin', external_id: null },
      ],
    },
  })
  const { id } = made.body
  const before = await whole(id)
  expect(before.parts[0]).toMatchObject({ id: made.body.parts[0].id, external_source: 'erp', external_id: 'A/1' })
  expect(before.parts[1].parent_id).toBe(before.parts[0].id)
  expect(before.parts[0].operations[0]).toMatchObject({ id: made.body.parts[0].operations[0].id, workstation: { name: 'Saw 1' } })

  const { parts, ...rest } = order('A')
  const again = await sync({ parts, ...rest })
  expect(again.body).toMatchObject({ action: 'unchanged', id, changes: {}, parts: [], job: { revision: 1 } })
  expect(again.body.job).not.toHaveProperty('sync_hash')
  const forced = await sync({ ...order('A'), force: true })
  expect(forced.body).toMatchObject({ action: 'unchanged', parts: [{ action: 'unchanged' }, { action: 'unchanged' }] })
  expect(await whole(id)).toEqual(before)
  expect(await names(id)).toEqual(['job.created'])
})

test('what differs is changed, what is new is added, what is not given stays', async () => {
  const { body } = await sync(order('B'))
  const { id } = body
  const changed = await sync({
    external_id: 'B',
    customer: 'Bolt & Co',
    parts: [
      {
        external_id: 'B/1',
        part_number: 'Housing v2',
        quantity: 12,
        operations: [
          { external_id: 'B/1/20', sequence: 20, name: 'Mill', planned_total_s: 900 },
          { external_id: 'B/1/30', sequence: 30, name: 'Deburr' },
        ],
      },
      { part_number: 'Cover', quantity: 1 },
    ],
  })
  expect(changed.body).toMatchObject({
    action: 'updated',
    id,
    changes: { customer: { before: 'Acme', after: 'Bolt & Co' } },
    parts: [
      {
        action: 'updated',
        changes: { part_number: { before: 'Housing', after: 'Housing v2' }, quantity: { before: 10, after: 12 } },
        operations: [
          { action: 'updated', changes: { planned_total_s: { before: 600, after: 900 } } },
          { action: 'created', sequence: 30 },
        ],
      },
      { action: 'created', part_number: 'Cover' },
    ],
  })
  const after = await whole(id)
  expect(after).toMatchObject({ customer: 'Bolt & Co', due: '2026-12-24', job_number: 'N-B', revision: 2 })
  expect(after.parts.map((part: { part_number: string }) => part.part_number)).toEqual(['Housing v2', 'Pin', 'Cover'])
  expect(after.parts[0].operations.map((one: { sequence: number }) => one.sequence)).toEqual([10, 20, 30])
  expect(await names(id)).toEqual(['job.created', 'job.updated'])
  expect(await names(body.parts[1].id)).toEqual(['part.created'])
})

test('operations change places', async () => {
  const { body } = await sync(order('C'))
  const operations = [
    { external_id: 'C/1/10', sequence: 20, name: 'Saw' },
    { external_id: 'C/1/20', sequence: 30, name: 'Mill' },
    { external_id: 'C/1/05', sequence: 10, name: 'Mark' },
  ]
  await sync({ external_id: 'C', parts: [{ external_id: 'C/1', part_number: 'Housing', operations }] })
  const { parts } = await whole(body.id)
  expect(parts[0].operations.map((one: { sequence: number; name: string }) => [one.sequence, one.name])).toEqual([
    [10, 'Mark'],
    [20, 'Saw'],
    [30, 'Mill'],
  ])
  expect(parts[0].operations[1].id).toBe(body.parts[0].operations[0].id)
})

test('parts and operations that were laid out by hand are known by their number and place', async () => {
  const by_hand = await shop.call('POST', '/v1/jobs', {
    job_number: 'HAND',
    external_source: 'erp',
    external_id: 'H',
    parts: [{ part_number: 'P', quantity: 1, operations: [{ sequence: 10, name: 'Weld' }] }],
  })
  const parts = [{ external_id: 'H/1', part_number: 'P', quantity: 1, operations: [{ external_id: 'H/1/1', sequence: 10, name: 'Weld' }] }]
  const { body } = await sync({ external_id: 'H', parts })
  expect(body.parts).toMatchObject([
    { id: by_hand.body.parts[0].id, action: 'updated', operations: [{ id: by_hand.body.parts[0].operations[0].id, action: 'updated' }] },
  ])
})

test('a dry run says what would be, and does nothing', async () => {
  const rows = () =>
    as_owner(
      shop.database,
      async (client) => (await client.query('select (select count(*) from events) e, (select count(*) from workstations) w')).rows,
    )
  const { body } = await sync(order('D'))
  const before = [await whole(body.id), await rows()]
  const made = await sync({ ...order('D2'), dry_run: true })
  expect(made.body).toMatchObject({ action: 'created', id: null, job: null, parts: [{ id: null, operations: [{ id: null }, {}] }, {}] })
  const changes = order('D', {
    customer: 'Else',
    parts: [{ part_number: 'Lid', quantity: 1, operations: [{ sequence: 1, name: 'Cut', workstation_name: 'New' }] }],
  })
  const changed = await sync({ ...changes, dry_run: true })
  expect(changed.body).toMatchObject({
    action: 'updated',
    id: body.id,
    changes: { customer: { after: 'Else' } },
    job: { customer: 'Acme' },
    parts: [{ id: null, action: 'created' }],
  })
  expect([await whole(body.id), await rows()]).toEqual(before)
  expect((await sync({ ...order('D'), dry_run: true })).body.action).toBe('unchanged')
})

test('of parallel syncs of the same new job one makes it, whatever they carry', async () => {
  const answers = await Promise.all(Array.from({ length: 12 }, (_, at) => sync(order('P', { notes: `Version ${at % 3}` }))))
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
  const actions = answers.map(({ body }) => body.action)
  expect(actions.filter((action) => action === 'created')).toHaveLength(1)
  expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
  const { data } = (await shop.call('GET', '/v1/jobs?external_source=erp&external_id=P&expand=operations')).body
  expect(data).toHaveLength(1)
  expect(data[0].parts).toHaveLength(2)
})

test('everything wrong with it is told at once, and nothing of it is done', async () => {
  const wrong = await sync({
    external_id: 'W',
    due: 'soon',
    workstation_id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11',
    parts: [
      {
        part_number: 'X',
        quantity: 0,
        operations: [
          { sequence: 1, name: 'a' },
          { sequence: 1, name: 'b' },
        ],
      },
      { part_number: 'X', quantity: 1 },
    ],
  })
  expect(wrong.status).toBe(422)
  expect(wrong.body.errors.map(({ field }: { field: string }) => field).sort()).toEqual(
    ['due', 'parts', 'parts[0].operations', 'parts[0].quantity', 'workstation_id'].sort(),
  )
  const lacking = await sync({
    external_id: 'W',
    parts: [
      { part_number: 'Y', parent_part_number: 'Nobody' },
      { part_number: 'Z', external_id: 'W/1', quantity: 1 },
      { part_number: 'Q', external_id: 'W/1', quantity: 1 },
    ],
  })
  expect(lacking.body.errors.map(({ field, rule }: { field: string; rule: string }) => [field, rule])).toEqual([
    ['job_number', 'required'],
    ['parts[2].external_id', 'duplicate'],
    ['parts[0].quantity', 'required'],
    ['parts[0].parent_part_number', 'unknown_reference'],
  ])
  expect((await sync({ job_number: 'W' })).body.errors).toMatchObject([{ field: 'external_id' }])
  expect((await shop.call('GET', '/v1/jobs?external_id=W')).body.data).toEqual([])
})

test('parts do not go into themselves', async () => {
  await sync(order('R'))
  const parts = [{ part_number: 'Housing', parent_part_number: 'Pin' }]
  expect(await sync({ external_id: 'R', parts })).toMatchObject({
    status: 422,
    body: { errors: [{ field: 'parts[0].parent_part_number', rule: 'circular' }] },
  })
})

test('an external id is of one part and one operation', async () => {
  await sync(order('E1'))
  const stolen = await sync(order('E2', { parts: [{ external_id: 'E1/1', part_number: 'P', quantity: 1 }] }))
  expect(stolen).toMatchObject({ status: 422, body: { errors: [{ field: 'parts[0].external_id', rule: 'duplicate' }] } })
  const parts = [{ part_number: 'P', quantity: 1, operations: [{ external_id: 'E1/1/10', sequence: 1, name: 'x' }] }]
  expect(await sync(order('E2', { parts }))).toMatchObject({
    status: 422,
    body: { errors: [{ field: 'parts[0].operations[0].external_id', rule: 'duplicate' }] },
  })
  const twice = [
    {
      ...parts[0],
      operations: [
        { external_id: 'E2/x', sequence: 1, name: 'x' },
        { external_id: 'E2/x', sequence: 2, name: 'y' },
      ],
    },
  ]
  expect(await sync(order('E2', { parts: twice }))).toMatchObject({ status: 409, body: { reason: 'operation_external_taken' } })
})

test('a number that another job has is told, in a dry run too', async () => {
  await shop.call('POST', '/v1/jobs', { job_number: 'TAKEN' })
  for (const dry_run of [true, false]) {
    expect(await sync({ external_id: 'T', job_number: 'TAKEN', dry_run })).toMatchObject({
      status: 409,
      body: { reason: 'job_number_taken' },
    })
  }
})

test('a sync moves work forward and never back', async () => {
  const { body } = await sync({ ...order('S'), status: 'released' })
  const operation = body.parts[0].operations[0].id
  await shop.call('POST', `/v1/operations/${operation}/start`)
  const back = await sync({ ...order('S'), status: 'released', notes: 'x' })
  expect(back.body).toMatchObject({ action: 'updated', job: { status: 'running' }, warnings: [{ reason: 'status_kept' }] })
  const running = await sync({ ...order('S'), status: 'completed' })
  expect(running).toMatchObject({ status: 409, body: { reason: 'clock_running' } })
  await shop.call('POST', `/v1/operations/${operation}/pause`)
  const held = await sync({ ...order('S'), status: 'held' })
  expect(held.body).toMatchObject({ action: 'updated', changes: { status: { before: 'running', after: 'held' } }, job: { status: 'held' } })
  expect(await names(body.id)).toContain('job.held')
  const parts = [{ external_id: 'S/1', part_number: 'Housing', status: 'completed' }]
  expect((await sync({ external_id: 'S', parts })).body).toMatchObject({ action: 'unchanged', warnings: [{ reason: 'status_kept' }] })
})

test('new work brings a completed job back; a closed one takes none', async () => {
  const { body } = await sync({
    external_id: 'F',
    job_number: 'F',
    parts: [{ part_number: 'P', quantity: 1, operations: [{ sequence: 1, name: 'a' }] }],
  })
  const operation = body.parts[0].operations[0].id
  await shop.call('POST', `/v1/operations/${operation}/start`)
  await shop.call('POST', `/v1/operations/${operation}/complete`)
  const more = (sequence: number) => sync({ external_id: 'F', parts: [{ part_number: 'P', operations: [{ sequence, name: 'b' }] }] })
  expect((await more(2)).body).toMatchObject({ action: 'updated', job: { status: 'running' } })
  expect(await names(body.id)).toContain('job.reopened')
  const added = (await whole(body.id)).parts[0].operations[1].id
  await shop.call('POST', `/v1/operations/${added}/start`)
  await shop.call('POST', `/v1/operations/${added}/complete`)
  await shop.call('POST', `/v1/jobs/${body.id}/close`)
  expect(await more(3)).toMatchObject({ status: 409, body: { reason: 'job_not_movable' } })
})

test('what somebody changed here stays until the other system sends something else', async () => {
  const { body } = await sync(order('L'))
  await shop.call('PATCH', `/v1/jobs/${body.id}`, { notes: 'Ours' })
  expect((await sync(order('L'))).body).toMatchObject({ action: 'unchanged', job: { notes: 'Ours' } })
  expect((await sync(order('L', { customer: 'New' }))).body).toMatchObject({ action: 'updated', job: { notes: 'Ours', customer: 'New' } })
  await shop.call('PATCH', `/v1/jobs/${body.id}`, { customer: 'Ours' })
  expect((await sync({ ...order('L', { customer: 'New' }), force: true })).body.job.customer).toBe('New')
})

test('a product’s routing lays out a new part that brings no operations', async () => {
  const product = (await shop.call('POST', '/v1/products', { product_number: 'BR-200' })).body
  await shop.call('POST', '/v1/routings', { product_id: product.id, steps: [{ sequence: 10, name: 'Bend' }] })
  const made = await sync({ external_id: 'G', job_number: 'G', parts: [{ part_number: 'P', quantity: 1, product_id: product.id }] })
  expect((await whole(made.body.id)).parts[0]).toMatchObject({ product_id: product.id, operations: [{ name: 'Bend' }] })
})

test('quota counts what is new', async () => {
  const other = await another_tenant(shop)
  await shop.call('PATCH', `/v1/tenants/${other.id}`, { limits: { jobs: 1 } })
  expect((await sync(order('Q'), other.key)).status).toBe(200)
  expect((await sync(order('Q', { notes: 'changed' }), other.key)).body.action).toBe('updated')
  expect(await sync(order('Q2'), other.key)).toMatchObject({ status: 402, body: { reason: 'quota_reached' } })
})

test('two companies have the same ids apart', async () => {
  const other = await another_tenant(shop)
  const ours = await sync(order('X'))
  const theirs = await sync(order('X'), other.key)
  expect([ours.body.action, theirs.body.action]).toEqual(['created', 'created'])
  expect(theirs.body.id).not.toBe(ours.body.id)
})
