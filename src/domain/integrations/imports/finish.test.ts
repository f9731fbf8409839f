import { afterAll, beforeAll, expect, test } from 'vitest'
import { expect_sums_to_agree, log_row, rows_of } from '../../../../test/production-log.ts'
import { open_shop, type Shop } from '../../../../test/shop.ts'
import type { LogRow } from './log-row.ts'

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
})
afterAll(async () => {
  await expect_sums_to_agree(shop)
  await shop.close()
})

const send = (rows: readonly LogRow[]) => shop.call('POST', '/v1/imports/production-log', { time_zone: 'UTC', rows })
const finish = (job_numbers: readonly string[], more: object = {}) => shop.call('POST', '/v1/imports/finish', { job_numbers, ...more })

async function look(job_number: string) {
  const { body } = await shop.call('GET', `/v1/jobs?job_number=${job_number}`)
  const [job] = body.data
  const parts = (await shop.call('GET', `/v1/parts?job_id=${job.id}`)).body.data
  const operations = (await shop.call('GET', `/v1/operations?job_id=${job.id}&sort=sequence`)).body.data
  return { job, parts, operations }
}

test('completes operations, part and job at the end of their last rows, once', async () => {
  await send([
    log_row(2, { work_order: 'F-1', end: '2012-02-03 08:00:00' }),
    log_row(3, { work_order: 'F-1', operation: 'Lapping', start: '2012-02-01 07:00:00', end: '2012-02-01 09:00:00' }),
  ])
  expect((await finish(['F-1'], { dry_run: true })).body).toEqual({ completed: { jobs: 1, parts: 1, operations: 2 } })
  expect((await look('F-1')).job.status).toBe('running')
  expect((await finish(['F-1', 'no such job'])).body).toEqual({ completed: { jobs: 1, parts: 1, operations: 2 } })
  const { job, parts, operations } = await look('F-1')
  expect(job).toMatchObject({ status: 'completed', completed_at: '2012-02-03T08:00:00.000Z' })
  expect(parts[0]).toMatchObject({ status: 'completed', completed_at: '2012-02-03T08:00:00.000Z' })
  expect(operations.map((one: { completed_at: string }) => one.completed_at)).toEqual([
    '2012-02-03T08:00:00.000Z',
    '2012-02-01T09:00:00.000Z',
  ])
  const told = await rows_of<{ name: string; origin: string; occurred_at: Date }>(
    shop,
    `select name, origin, occurred_at from events where verb = 'imports.finish' order by xid, seq`,
  )
  expect(told.map(({ name, origin, occurred_at }) => `${name} ${origin} ${occurred_at.toISOString()}`)).toEqual([
    'operation.completed import 2012-02-01T09:00:00.000Z',
    'operation.completed import 2012-02-03T08:00:00.000Z',
    'part.completed import 2012-02-03T08:00:00.000Z',
    'job.completed import 2012-02-03T08:00:00.000Z',
  ])
  expect((await finish(['F-1'])).body).toEqual({ completed: { jobs: 0, parts: 0, operations: 0 } })
})

test('leaves open what still waits, what somebody works on, and what the log says nothing of', async () => {
  const operations = [
    { sequence: 10, name: 'Turning' },
    { sequence: 20, name: 'Lapping' },
  ]
  const { body: made } = await shop.call('POST', '/v1/jobs', {
    job_number: 'F-2',
    parts: [{ part_number: 'Spindle', quantity: 5, operations }],
  })
  await send([log_row(2, { work_order: 'F-2' })])
  expect((await finish(['F-2'])).body.completed).toEqual({ jobs: 0, parts: 0, operations: 1 })
  const lapping = made.parts[0].operations[1].id
  await shop.call('POST', `/v1/operations/${lapping}/start`, {})
  expect((await finish(['F-2'])).body.completed).toEqual({ jobs: 0, parts: 0, operations: 0 })
  await send([log_row(3, { work_order: 'F-2', operation: 'Lapping' })])
  expect((await finish(['F-2'])).body.completed.operations).toBe(0)
  expect((await look('F-2')).operations.map((one: { status: string }) => one.status)).toEqual(['completed', 'running'])
  const [{ id: clock }] = (await shop.call('GET', `/v1/time-entries?operation_id=${lapping}&open=true`)).body.data.filter(
    (one: { ended_at: null }) => one.ended_at === null,
  )
  await shop.call('POST', `/v1/time-entries/${clock}/stop`, {})
  expect((await finish(['F-2'], { source: 'another log' })).body.completed.operations).toBe(0)
  expect((await finish(['F-2'])).body.completed).toEqual({ jobs: 1, parts: 1, operations: 1 })
})
