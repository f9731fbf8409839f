import { afterAll, beforeAll, expect, test } from 'vitest'
import { another_tenant, someone } from '../../../../test/people.ts'
import { expect_sums_to_agree, log_of, log_row, new_order, rows_of } from '../../../../test/production-log.ts'
import { open_shop, type Shop } from '../../../../test/shop.ts'

let shop: Shop
let log: ReturnType<typeof log_of>
beforeAll(async () => {
  shop = await open_shop()
  log = log_of(shop)
})
afterAll(async () => {
  await expect_sums_to_agree(shop)
  await shop.close()
})

test('makes master data, a job with its part and operations, time and quantities', async () => {
  const work_order = new_order()
  const { status, body } = await log.send([
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

  const made = await log.job(work_order)
  expect(made).toMatchObject({
    name: work_order,
    status: 'running',
    quantity: 33,
    origin: 'import',
    started_at: '2012-01-31T05:00:00.000Z',
  })
  const [turning, lapping] = await log.operations(made.id)
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

  const booked = await log.entries(made.id)
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
  await log.send([log_row(2, { work_order })])
  const { id } = await log.job(work_order)
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
  const answers = await Promise.all(Array.from({ length: 4 }, () => log.send(rows)))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
  expect(answers.map(({ body }) => body.made.time_entries).sort()).toEqual([0, 0, 0, 3])
  expect(answers.map(({ body }) => body.already_there).sort()).toEqual([0, 3, 3, 3])
  const { body: again } = await log.send(rows.map((row) => ({ ...row, line: row.line + 100 })))
  expect(again).toMatchObject({ already_there: 3, made: { jobs: 0, operations: 0, people: 0, time_entries: 0, quantity_reports: 0 } })
  const made = await log.job(work_order)
  expect(await log.entries(made.id)).toHaveLength(3)
  expect((await log.operations(made.id)).map(({ good }: { good: number }) => good)).toEqual([10, 5])
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
  const { body: dry } = await log.send(rows, { dry_run: true })
  expect(await everything()).toEqual(before)
  const { body: wet } = await log.send(rows)
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

test('refuses a request that is not one: no rows, too many, no zone, a low role', async () => {
  expect((await log.send([])).status).toBe(422)
  expect((await log.send(Array.from({ length: 501 }, (_, at) => log_row(at + 2)))).status).toBe(422)
  expect((await log.send([log_row(2)], { time_zone: 'Asia/Nowhere' })).body.errors[0].field).toBe('time_zone')
  const { key } = await someone(shop, 'supervisor')
  expect((await log.send([log_row(2)], {}, { key })).status).toBe(403)
})

test('the agreed number of jobs holds for imports', async () => {
  const other = await another_tenant(shop, 'Small Works')
  await shop.call('PATCH', `/v1/tenants/${other.id}`, { limits: { jobs: 1 } })
  const { status, body } = await log.send([log_row(2), log_row(3, { work_order: 'WO-2' })], {}, { key: other.key })
  expect([status, body.reason]).toEqual([402, 'quota_reached'])
  expect((await log.send([log_row(2)], {}, { key: other.key })).body.made).toMatchObject({ jobs: 1, people: 1, machines: 1, products: 1 })
})
