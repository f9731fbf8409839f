import { afterAll, beforeAll, expect, test } from 'vitest'
import { expect_sums_to_agree, log_of, log_row, new_order, reasons } from '../../../../test/production-log.ts'
import { open_shop, type Shop } from '../../../../test/shop.ts'
import type { LogRow } from './log-row.ts'

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

test('keeps the same row that came twice, tells of it, and takes one occurrence once', async () => {
  const work_order = new_order()
  const { body } = await log.send([
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
  const { status, body } = await log.send([
    ...broken.map((more, at) => log_row(at + 2, { work_order, ...more })),
    log_row(90, { work_order }),
  ])
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
  const { body } = await log.send([
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
  const made = await log.job(work_order)
  const lengths = (await log.entries(made.id)).map(({ started_at, duration_s }: { started_at: string; duration_s: number }) => [
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
  const { body } = await log.send(rows)
  expect(body.made).toMatchObject({ products: 0, machines: 0 })
  const made = await log.job(work_order)
  expect((await log.operations(made.id))[0]).toMatchObject({ part: { part_number: work_order, quantity: 9 } })
  const { body: summary } = await shop.call('GET', `/v1/reports/production-summary?job_number=${work_order}`)
  expect(summary.data[0]).toMatchObject({ job_number: work_order, part_number: work_order, quantity: null, good: 13 })
})
