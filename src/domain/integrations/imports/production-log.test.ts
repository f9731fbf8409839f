import { afterAll, beforeAll, expect, test } from 'vitest'
import { another_tenant, someone } from '../../../../test/people.ts'
import { expect_sums_to_agree, log_row, rows_of } from '../../../../test/production-log.ts'
import { open_shop, type Shop } from '../../../../test/shop.ts'
import type { Finding, LogRow } from './log-row.ts'

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
})
afterAll(async () => {
  await expect_sums_to_agree(shop)
  await shop.close()
})

const send = (rows: readonly LogRow[], more: object = {}, options = {}) =>
  shop.call('POST', '/v1/imports/production-log', { time_zone: 'Asia/Jerusalem', rows, ...more }, options)

let orders = 0
const new_order = (): string => `W-${++orders}`

const reasons = (findings: readonly Finding[]): string[] =>
  findings.map(({ line, reason, taken }) => `${line} ${reason}${taken ? '' : ' left out'}`)

async function job(job_number: string) {
  const { body } = await shop.call('GET', `/v1/jobs?job_number=${job_number}`)
  return body.data.find((one: { job_number: string }) => one.job_number === job_number)
}
const operations = async (job_id: string) => (await shop.call('GET', `/v1/operations?job_id=${job_id}&sort=sequence`)).body.data
const entries = async (job_id: string) =>
  (await shop.call('GET', `/v1/time-entries?job_id=${job_id}`)).body.data.toSorted(
    (a: { number: number }, b: { number: number }) => a.number - b.number,
  )

test('makes master data, a job with its part and operations, time and quantities', async () => {
  const work_order = new_order()
  const { status, body } = await send([
    log_row(2, { work_order, report_type: 'S', machine: 'Lathe 9', operator: '77', qty_completed: '1', end: '2012-01-31 07:30:00' }),
    log_row(3, { work_order, machine: 'Lathe 9', operator: '77', start: '2012-01-31 07:30:00', qty_rejected: '2', qty_for_mrb: '1' }),
    log_row(4, {
      work_order,
      operation: 'Lapping',
      machine: '',
      operator: '78',
      report_type: 'b',
      start: '2012-02-01 09:00',
      end: '2012-02-01 09:10',
      qty_completed: '',
    }),
    log_row(5, {
      work_order,
      operation: 'Turning',
      machine: 'lathe  9',
      rework: 'Y',
      operator: '78',
      start: '2012-02-02 09:00',
      end: '2012-02-02 10:00',
    }),
  ])
  expect(status, JSON.stringify(body)).toBe(200)
  expect(body.made).toMatchObject({
    jobs: 1,
    operations: 2,
    products: 1,
    people: 2,
    machines: 1,
    workstations: 2,
    time_entries: 4,
    quantity_reports: 3,
  })
  expect(body.made_names).toMatchObject({
    jobs: [work_order],
    operations: [`${work_order}: Turning`, `${work_order}: Lapping`],
    products: ['Spindle'],
  })
  expect(body).toMatchObject({ already_there: 0, findings: [] })

  const made = await job(work_order)
  expect(made).toMatchObject({
    name: work_order,
    status: 'running',
    quantity: 33,
    origin: 'import',
    started_at: '2012-01-31T05:00:00.000Z',
  })
  const [turning, lapping] = await operations(made.id)
  expect(turning).toMatchObject({
    sequence: 10,
    name: 'Turning',
    status: 'running',
    good: 11,
    scrap: 2,
    mrb: 1,
    worked_s: 1800 + 1800 + 3600,
  })
  expect(turning).toMatchObject({ workstation: { name: 'Turning' }, part: { part_number: 'Spindle', quantity: 33 } })
  expect(lapping).toMatchObject({ sequence: 20, name: 'Lapping', good: 0, worked_s: 600, started_at: '2012-02-01T07:00:00.000Z' })

  const booked = await entries(made.id)
  expect(booked.map(({ kind, is_rework }: { kind: string; is_rework: boolean }) => [kind, is_rework])).toEqual([
    ['setup', false],
    ['run', false],
    ['run', true],
    ['breakdown', false],
  ])
  expect(booked[0]).toMatchObject({
    origin: 'import',
    external_source: 'production-log:main',
    ended_at: '2012-01-31T05:30:00.000Z',
    duration_s: 1800,
  })
  expect(booked[3].machine_id).toBeNull()
  const { body: reports } = await shop.call('GET', `/v1/quantity-reports?job_id=${made.id}`)
  expect(new Set(reports.data.map((report: { time_entry_id: string }) => report.time_entry_id))).toEqual(
    new Set(booked.slice(0, 3).map(({ id }: { id: string }) => id)),
  )
  const { body: machine } = await shop.call('GET', `/v1/machines/${booked[0].machine_id}`)
  expect(machine).toMatchObject({ name: 'Lathe 9', origin: 'import', workstation_id: turning.workstation_id })
  const { body: person } = await shop.call('GET', `/v1/people/${booked[0].person_id}`)
  expect(person).toMatchObject({ name: '77', employee_number: '77', role: 'operator', origin: 'import' })
})

test('says what happened as it happened, and that it was brought in', async () => {
  const work_order = new_order()
  await send([log_row(2, { work_order })])
  const { id } = await job(work_order)
  const told = await rows_of<{ name: string; origin: string; occurred_at: Date; recorded_at: Date; verb: string }>(
    shop,
    `select name, origin, occurred_at, recorded_at, verb from events where '${id}' = any(subject_ids) order by xid, seq`,
  )
  expect(told.map(({ name }) => name)).toEqual([
    'job.created',
    'job.started',
    'part.created',
    'part.started',
    'operation.created',
    'operation.started',
    'time_entry.booked',
    'quantity.reported',
  ])
  expect(new Set(told.map(({ origin, verb }) => `${origin} ${verb}`))).toEqual(new Set(['import imports.production_log']))
  expect(told.slice(0, 6).map(({ occurred_at }) => occurred_at.toISOString())).toEqual(
    Array.from({ length: 6 }, () => '2012-01-31T05:00:00.000Z'),
  )
  expect(told.slice(6).map(({ occurred_at }) => occurred_at.toISOString())).toEqual([
    '2012-01-31T06:00:00.000Z',
    '2012-01-31T06:00:00.000Z',
  ])
  expect(told.every(({ recorded_at }) => Date.now() - recorded_at.getTime() < 60_000)).toBe(true)
})

test('run twice it doubles nothing, also when two send the same at once', async () => {
  const work_order = new_order()
  const rows = [
    log_row(2, { work_order }),
    log_row(3, { work_order, occurrence: 2 }),
    log_row(4, { work_order, operation: 'Packing', operator: '', part: '' }),
  ]
  const answers = await Promise.all(Array.from({ length: 4 }, () => send(rows)))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
  expect(answers.map(({ body }) => body.made.time_entries).sort()).toEqual([0, 0, 0, 3])
  expect(answers.map(({ body }) => body.already_there).sort()).toEqual([0, 3, 3, 3])
  const { body: again } = await send(rows.map((row) => ({ ...row, line: row.line + 100 })))
  expect(again).toMatchObject({ already_there: 3, made: { jobs: 0, operations: 0, people: 0, time_entries: 0, quantity_reports: 0 } })
  const made = await job(work_order)
  expect(await entries(made.id)).toHaveLength(3)
  expect((await operations(made.id)).map(({ good }: { good: number }) => good)).toEqual([10, 5])
})

test('keeps the same row that came twice, tells of it, and takes one occurrence once', async () => {
  const work_order = new_order()
  const { body } = await send([
    log_row(2, { work_order }),
    log_row(3, { work_order, occurrence: 2 }),
    log_row(4, { work_order, occurrence: 2 }),
  ])
  expect(body.made.time_entries).toBe(2)
  expect(reasons(body.findings)).toEqual(['3 duplicate_row', '4 duplicate_row', '4 occurrence_repeated left out'])
})

test('a broken row never stops the rest', async () => {
  const work_order = new_order()
  const broken: Partial<LogRow>[] = [
    { work_order: '' },
    { operation: ' ' },
    { report_type: 'X' },
    { start: 'yesterday' },
    { end: '2012-02-30 07:00:00' },
    { end: '2012-01-31 06:59:59' },
    { qty_completed: '-1' },
    { qty_rejected: '1.5' },
    { qty_for_mrb: '99999999999' },
    { machine: 'x'.repeat(256) },
    { operator: 'x'.repeat(101) },
    { end: '2999-01-01 07:00:00' },
  ]
  const { status, body } = await send([...broken.map((more, at) => log_row(at + 2, { work_order, ...more })), log_row(90, { work_order })])
  expect(status).toBe(200)
  expect(reasons(body.findings)).toEqual([
    '2 work_order_missing left out',
    '3 operation_missing left out',
    '4 report_type_unknown left out',
    '5 start_unreadable left out',
    '6 end_unreadable left out',
    '7 end_before_start left out',
    '8 quantity_unreadable left out',
    '9 quantity_unreadable left out',
    '10 quantity_unreadable left out',
    '11 too_long left out',
    '12 too_long left out',
    '13 in_the_future left out',
  ])
  expect(body.made).toMatchObject({ jobs: 1, time_entries: 1 })
})

test('odd rows are taken in and told', async () => {
  const work_order = new_order()
  const { body } = await send([
    log_row(2, { work_order, end: '2012-01-31 07:00:00' }),
    log_row(3, { work_order, start: '2012-03-30 01:30:00', end: '2012-03-30 02:30:00' }),
    log_row(4, { work_order, start: '2012-03-30 02:30:00', end: '2012-03-30 03:10:00' }),
    log_row(5, { work_order, start: '2012-09-23 01:10:00', end: '2012-09-23 03:00:00' }),
    log_row(6, { work_order, part: 'Housing' }),
    log_row(7, { work_order, order_qty: '34' }),
    log_row(8, { work_order, order_qty: 'many', rework: '?' }),
  ])
  expect(reasons(body.findings)).toEqual([
    '2 zero_length',
    '3 local_time_skipped',
    '4 local_time_skipped',
    '4 zero_length',
    '5 local_time_double',
    '6 part_differs',
    '7 order_qty_differs',
    '8 order_qty_unreadable',
    '8 rework_unreadable',
  ])
  expect(body.made.time_entries).toBe(7)
  const made = await job(work_order)
  const lengths = (await entries(made.id)).map(({ started_at, duration_s }: { started_at: string; duration_s: number }) => [
    started_at,
    duration_s,
  ])
  expect(lengths).toContainEqual(['2012-03-29T23:30:00.000Z', 3600])
  expect(lengths).toContainEqual(['2012-03-30T00:30:00.000Z', 0])
  expect(lengths).toContainEqual(['2012-09-22T22:10:00.000Z', 10_200])
})

test('where neither part nor quantity is known, the work order stands in, and what was made', async () => {
  const work_order = new_order()
  const rows = [
    log_row(2, { work_order, part: '', order_qty: '', machine: '', qty_completed: '7', qty_rejected: '2' }),
    log_row(3, { work_order, part: '', order_qty: '', machine: '', operation: 'Packing', qty_completed: '6' }),
  ]
  const { body } = await send(rows)
  expect(body.made).toMatchObject({ products: 0, machines: 0 })
  const made = await job(work_order)
  expect((await operations(made.id))[0]).toMatchObject({ part: { part_number: work_order, quantity: 9 } })
  const { body: summary } = await shop.call('GET', `/v1/reports/production-summary?job_number=${work_order}`)
  expect(summary.data[0]).toMatchObject({ job_number: work_order, part_number: work_order, quantity: null, good: 13 })
})

test('a dry run answers the same and changes nothing at all', async () => {
  const work_order = new_order()
  const rows = [
    log_row(2, { work_order, machine: 'Unseen 1', operator: '901', part: 'Unseen part', operation: 'Unseen step' }),
    log_row(3, { work_order, end: '' }),
  ]
  const everything = () =>
    rows_of(shop, tables.map((table) => `select '${table}', count(*), max(xmin::text::bigint) from ${table}`).join(' union all '))
  const before = await everything()
  const { body: dry } = await send(rows, { dry_run: true })
  expect(await everything()).toEqual(before)
  const { body: wet } = await send(rows)
  expect(dry).toEqual(wet)
})
const tables = [
  'jobs',
  'parts',
  'operations',
  'people',
  'machines',
  'workstations',
  'products',
  'time_entries',
  'quantity_reports',
  'events',
  'list_counts',
]

test('finds what the shop has already: job, operation, product by its number, machine and person', async () => {
  const work_order = new_order()
  const { body: product } = await shop.call('POST', '/v1/products', { product_number: 'SP-9', name: 'Fine spindle' })
  const { body: person } = await shop.call('POST', '/v1/people', { name: 'Jane', role: 'supervisor', employee_number: '555' })
  const { body: planned } = await shop.call('POST', '/v1/jobs', {
    job_number: work_order,
    status: 'draft',
    parts: [
      { part_number: 'Other', quantity: 3 },
      {
        part_number: 'SP-9',
        quantity: 4,
        product_id: product.id,
        operations: [
          { sequence: 5, name: 'TURNING ' },
          { sequence: 15, name: 'Check' },
        ],
      },
    ],
  })
  const rows = [
    log_row(2, { work_order, part: 'SP-9', order_qty: '', operator: '555' }),
    log_row(3, { work_order, part: 'SP-9', order_qty: '', operator: '555', operation: 'Washing', start: '2012-01-30 07:00' }),
  ]
  const { body } = await send(rows)
  expect(body.made, JSON.stringify(body)).toMatchObject({ jobs: 0, products: 0, people: 0, operations: 1, time_entries: 2 })
  const after = await operations(planned.id)
  expect(after.map(({ sequence, name, status }: { sequence: number; name: string; status: string }) => [sequence, name, status])).toEqual([
    [5, 'TURNING', 'running'],
    [15, 'Check', 'waiting'],
    [20, 'Washing', 'running'],
  ])
  expect((await entries(planned.id))[0].person_id).toBe(person.id)
  expect(await job(work_order)).toMatchObject({ status: 'running', origin: 'api', started_at: '2012-01-30T05:00:00.000Z' })
})

test('work that was done goes on when more of it turns up, and earlier work moves its start', async () => {
  const work_order = new_order()
  await send([log_row(2, { work_order })])
  await shop.call('POST', '/v1/imports/finish', { job_numbers: [work_order] })
  const done = await job(work_order)
  expect(done).toMatchObject({ status: 'completed', completed_at: '2012-01-31T06:00:00.000Z' })
  await send([log_row(3, { work_order, start: '2012-01-30 07:00:00', end: '2012-01-30 08:00:00' })])
  expect(await job(work_order)).toMatchObject({ status: 'running', started_at: '2012-01-30T05:00:00.000Z', completed_at: null })
  expect((await operations(done.id))[0]).toMatchObject({
    status: 'running',
    good: 10,
    worked_s: 7200,
    started_at: '2012-01-30T05:00:00.000Z',
  })
  const names = await rows_of<{ name: string }>(shop, `select name from events where '${done.id}' = any(subject_ids) order by xid, seq`)
  expect(names.map(({ name }) => name)).toEqual(expect.arrayContaining(['operation.reopened', 'part.reopened', 'job.reopened']))
})

test('nothing is booked on work that has ended for good', async () => {
  const work_order = new_order()
  await shop.call('POST', '/v1/jobs', { job_number: work_order, parts: [{ part_number: 'P', quantity: 1 }] })
  const { id } = await job(work_order)
  await shop.call('POST', `/v1/jobs/${id}/cancel`, {})
  const { status, body } = await send([log_row(2, { work_order, machine: 'Never seen' }), log_row(3, { work_order: `${work_order}b` })])
  expect(status).toBe(200)
  expect(reasons(body.findings)).toEqual(['2 work_ended left out'])
  expect(body.made).toMatchObject({ jobs: 1, machines: 0, time_entries: 1 })
})

test('a held job stays held', async () => {
  const work_order = new_order()
  await shop.call('POST', '/v1/jobs', { job_number: work_order, status: 'held', parts: [] })
  const { body } = await send([log_row(2, { work_order })])
  expect(body.made).toMatchObject({ jobs: 0, operations: 1, time_entries: 1 })
  expect(await job(work_order)).toMatchObject({ status: 'held' })
  await shop.call('POST', '/v1/imports/finish', { job_numbers: [work_order] })
  expect(await job(work_order)).toMatchObject({ status: 'held' })
})

test('another source is another log', async () => {
  const work_order = new_order()
  await send([log_row(2, { work_order })])
  const { body } = await send([log_row(2, { work_order })], { source: 'plant 2' })
  expect(body).toMatchObject({ already_there: 0, made: { jobs: 0, operations: 0, time_entries: 1 } })
})

test('what was taken out by hand is not brought back while its count stands', async () => {
  const work_order = new_order()
  await send([log_row(2, { work_order })])
  const made = await job(work_order)
  const [entry] = await entries(made.id)
  expect((await shop.call('DELETE', `/v1/time-entries/${entry.id}`)).status).toBe(200)
  const { status, body } = await send([log_row(2, { work_order })])
  expect([status, body.already_there]).toEqual([200, 1])
})

test('refuses a request that is not one: no rows, too many, no zone, a low role', async () => {
  expect((await send([])).status).toBe(422)
  expect((await send(Array.from({ length: 501 }, (_, at) => log_row(at + 2)))).status).toBe(422)
  expect((await send([log_row(2)], { time_zone: 'Asia/Nowhere' })).body.errors[0].field).toBe('time_zone')
  const { key } = await someone(shop, 'supervisor')
  expect((await send([log_row(2)], {}, { key })).status).toBe(403)
})

test('the agreed number of jobs holds for imports', async () => {
  const other = await another_tenant(shop, 'Small Works')
  await shop.call('PATCH', `/v1/tenants/${other.id}`, { limits: { jobs: 1 } })
  const { status, body } = await send([log_row(2), log_row(3, { work_order: 'WO-2' })], {}, { key: other.key })
  expect([status, body.reason]).toEqual([402, 'quota_reached'])
  expect((await send([log_row(2)], {}, { key: other.key })).body.made).toMatchObject({ jobs: 1, people: 1, machines: 1, products: 1 })
})
