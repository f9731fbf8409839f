import { afterAll, beforeAll, expect, test } from 'vitest'
import { expect_sums_to_agree, log_of, log_row, new_order, reasons, rows_of } from '../../../../test/production-log.ts'
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
  const { body } = await log.send(rows)
  expect(body.made, JSON.stringify(body)).toMatchObject({ jobs: 0, products: 0, people: 0, operations: 1, time_entries: 2 })
  const after = await log.operations(planned.id)
  expect(after.map(({ sequence, name, status }: { sequence: number; name: string; status: string }) => [sequence, name, status])).toEqual([
    [5, 'TURNING', 'running'],
    [15, 'Check', 'waiting'],
    [20, 'Washing', 'running'],
  ])
  expect((await log.entries(planned.id))[0].person_id).toBe(person.id)
  expect(await log.job(work_order)).toMatchObject({ status: 'running', origin: 'api', started_at: '2012-01-30T05:00:00.000Z' })
})

test('work that was done goes on when more of it turns up, and earlier work moves its start', async () => {
  const work_order = new_order()
  await log.send([log_row(2, { work_order })])
  await shop.call('POST', '/v1/imports/finish', { job_numbers: [work_order] })
  const done = await log.job(work_order)
  expect(done).toMatchObject({ status: 'completed', completed_at: '2012-01-31T06:00:00.000Z' })
  await log.send([log_row(3, { work_order, start: '2012-01-30 07:00:00', end: '2012-01-30 08:00:00' })])
  expect(await log.job(work_order)).toMatchObject({ status: 'running', started_at: '2012-01-30T05:00:00.000Z', completed_at: null })
  expect((await log.operations(done.id))[0]).toMatchObject({
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
  const { id } = await log.job(work_order)
  await shop.call('POST', `/v1/jobs/${id}/cancel`, {})
  const { status, body } = await log.send([log_row(2, { work_order, machine: 'Never seen' }), log_row(3, { work_order: `${work_order}b` })])
  expect(status).toBe(200)
  expect(reasons(body.findings)).toEqual(['2 work_ended left out'])
  expect(body.made).toMatchObject({ jobs: 1, machines: 0, time_entries: 1 })
})

test('a held job stays held', async () => {
  const work_order = new_order()
  await shop.call('POST', '/v1/jobs', { job_number: work_order, status: 'held', parts: [] })
  const { body } = await log.send([log_row(2, { work_order })])
  expect(body.made).toMatchObject({ jobs: 0, operations: 1, time_entries: 1 })
  expect(await log.job(work_order)).toMatchObject({ status: 'held' })
  await shop.call('POST', '/v1/imports/finish', { job_numbers: [work_order] })
  expect(await log.job(work_order)).toMatchObject({ status: 'held' })
})

test('another source is another log', async () => {
  const work_order = new_order()
  await log.send([log_row(2, { work_order })])
  const { body } = await log.send([log_row(2, { work_order })], { source: 'plant 2' })
  expect(body).toMatchObject({ already_there: 0, made: { jobs: 0, operations: 0, time_entries: 1 } })
})

test('what was taken out by hand is not brought back while its count stands', async () => {
  const work_order = new_order()
  await log.send([log_row(2, { work_order })])
  const made = await log.job(work_order)
  const [entry] = await log.entries(made.id)
  expect((await shop.call('DELETE', `/v1/time-entries/${entry.id}`)).status).toBe(200)
  const { status, body } = await log.send([log_row(2, { work_order })])
  expect([status, body.already_there]).toEqual([200, 1])
})
