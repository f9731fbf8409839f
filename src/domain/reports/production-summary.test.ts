import { afterAll, beforeAll, expect, test } from 'vitest'
import { lay_out_job } from '../../../test/floor-of-one-job.ts'
import { another_tenant, someone } from '../../../test/people.ts'
import { log_row } from '../../../test/production-log.ts'
import { open_shop, type Shop } from '../../../test/shop.ts'

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
})
afterAll(() => shop.close())

const summary = async (query = '') => (await shop.call('GET', `/v1/reports/production-summary${query}`)).body

test('adds up pieces and time of a job, people and machines apart', async () => {
  const row = (line: number, start: string, end: string, more: object = {}) =>
    log_row(line, { work_order: 'S-1', start: `2012-01-31 ${start}`, end: `2012-01-31 ${end}`, qty_completed: '0', ...more })
  await shop.call('POST', '/v1/imports/production-log', {
    time_zone: 'UTC',
    rows: [
      row(2, '07:00', '08:00', { report_type: 'S' }),
      // The same person on two operations and two machines at once.
      row(3, '08:00', '10:00', { qty_completed: '5', qty_rejected: '1' }),
      row(4, '09:00', '09:30', { operation: 'Lapping', machine: 'Lapper', qty_for_mrb: '2' }),
      row(5, '09:15', '11:00', { operation: 'Lapping', machine: 'Lapper', rework: 'Y', qty_completed: '3' }),
      row(6, '10:00', '10:15', { report_type: 'B', operator: '' }),
      row(7, '10:00', '12:00', { operator: '4800', machine: '' }),
    ],
  })
  const { data, next_cursor } = await summary('?job_number=S-1')
  expect(next_cursor).toBeNull()
  const [job] = data
  expect(job).toEqual({
    id: job.job_id,
    job_id: job.id,
    job_number: 'S-1',
    part_number: 'Spindle',
    customer: null,
    status: 'running',
    quantity: 33,
    good: 8,
    scrap: 1,
    mrb: 2,
    rework: 3,
    setup_s: 3600,
    run_s: 7200 + 1800 + 6300 + 7200,
    rework_s: 0,
    wait_s: 0,
    breakdown_s: 900,
    labour_s: 4 * 3600 + 2 * 3600,
    machine_s: 3 * 3600 + 900 + 2 * 3600,
    started_at: '2012-01-31T07:00:00.000Z',
    ended_at: '2012-01-31T12:00:00.000Z',
    lead_time_s: 5 * 3600,
  })
})

test('a job nobody has worked on has a row of nothing; its quantity is that of its parts', async () => {
  const { id } = await lay_out_job(shop, [1, 1], { customer: 'Nothing Yet' })
  const { data } = await summary('?customer=nothing')
  expect(data).toHaveLength(1)
  expect(data[0]).toMatchObject({
    id,
    part_number: 'P1',
    quantity: 20,
    good: 0,
    labour_s: 0,
    started_at: null,
    ended_at: null,
    lead_time_s: null,
  })
})

test('counts pieces for rework, and what was taken back no more', async () => {
  const { id, parts } = await lay_out_job(shop, [1])
  const operation_id = parts[0]?.operations[0]
  await shop.call('POST', '/v1/quantity-reports', { operation_id, good: 4, rework: 2 })
  const { body: wrong } = await shop.call('POST', '/v1/quantity-reports', { operation_id, good: 90, scrap: 1, rework: 3 })
  await shop.call('POST', `/v1/quantity-reports/${wrong.id}/reverse`, { reason: 'mistyped' })
  const row = (await summary()).data.find((one: { id: string }) => one.id === id)
  expect(row).toMatchObject({ good: 4, scrap: 0, rework: 2 })
})

test('pages, and filters by status, customer and when it was worked on', async () => {
  for (let n = 0; n < 3; n++) await lay_out_job(shop, [1], { customer: 'Paged & Sons' })
  const first = await summary('?customer=paged%20%26&limit=2')
  const second = await summary(`?customer=paged%20%26&limit=2&cursor=${first.next_cursor}`)
  expect([first.data.length, second.data.length, second.next_cursor]).toEqual([2, 1, null])
  const ids = [...first.data, ...second.data].map(({ id }: { id: string }) => id)
  expect(ids).toEqual([...ids].sort().reverse())
  const numbers = async (query: string) => (await summary(query)).data.map(({ job_number }: { job_number: string }) => job_number)
  expect(await numbers('?status=running')).toEqual(['S-1'])
  expect(await numbers('?from=2012-01-31T11:59:00Z&to=2012-02-01T00:00:00Z')).toEqual(['S-1'])
  expect(await numbers('?from=2012-01-31T12:00:00Z&to=2013-01-01T00:00:00Z')).toEqual([])
  expect(await numbers('?to=2012-01-31T07:00:00Z')).toEqual([])
  expect((await shop.call('GET', '/v1/reports/production-summary?from=soon')).status).toBe(422)
})

test('a viewer may read it, and another company sees nothing of it', async () => {
  const { key } = await someone(shop, 'viewer')
  expect((await shop.call('GET', '/v1/reports/production-summary', undefined, { key })).status).toBe(200)
  const other = await another_tenant(shop)
  expect((await shop.call('GET', '/v1/reports/production-summary', undefined, { key: other.key })).body.data).toEqual([])
})
