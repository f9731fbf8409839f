import { afterAll, beforeAll, expect, test } from 'vitest'
import { lay_out_job } from '../../../../test/floor-of-one-job.ts'
import { someone } from '../../../../test/people.ts'
import { open_shop, type Shop } from '../../../../test/shop.ts'
import { told_of } from '../../../../test/told.ts'

let shop: Shop
let workstation_id: string
let person_id: string
beforeAll(async () => {
  shop = await open_shop()
  workstation_id = (await shop.call('POST', '/v1/workstations', { name: 'Furnace' })).body.id
  person_id = (await someone(shop, 'operator')).id
})
afterAll(() => shop.close())

/** Operations in the order of their jobs, with what is planned for each. */
async function operations_of(planned: readonly (number | null)[]): Promise<{ jobs: string[]; operations: string[] }> {
  const laid_out = []
  for (const planned_total_s of planned) {
    const job = await lay_out_job(shop, [1])
    const id = job.parts[0]?.operations[0] ?? ''
    if (planned_total_s !== null) await shop.call('PATCH', `/v1/operations/${id}`, { planned_total_s })
    laid_out.push({ job: job.id, id })
  }
  return { jobs: laid_out.map(({ job }) => job), operations: laid_out.map(({ id }) => id) }
}

const batch_of = async (operation_ids: readonly string[], more: object = {}): Promise<string> =>
  (await shop.call('POST', '/v1/batches', { workstation_id, operation_ids, ...more })).body.id
const call = (id: string, word: string, body: object = {}) => shop.call('POST', `/v1/batches/${id}/${word}`, body)
const operation = async (id: string) => (await shop.call('GET', `/v1/operations/${id}?expand=time_entries`)).body
const from = '2026-01-05T08:00:00.000Z'

test('a batch starts all its operations, and shares its time by plan when it ends', async () => {
  const { jobs, operations } = await operations_of([600, 1200, 1800])
  const id = await batch_of(operations)
  const started = await call(id, 'start', { person_id, at: from })
  expect(started).toMatchObject({
    status: 200,
    body: { batch: { status: 'running', started_at: from, started_by: person_id, planned_s: 3600 } },
  })
  expect(started.body.time_entries_started).toHaveLength(3)
  for (const one of operations) {
    expect(await operation(one)).toMatchObject({ status: 'running', time_entries: [{ person_id, started_at: from, ended_at: null }] })
  }
  expect((await shop.call('GET', `/v1/jobs/${jobs[0]}`)).body.status).toBe('running')

  const stopped = await call(id, 'stop', { person_id, at: '2026-01-05T08:01:01.000Z' })
  expect(stopped).toMatchObject({
    status: 200,
    body: {
      elapsed_s: 61,
      distribution: 'weighted',
      batch: { status: 'completed', elapsed_s: 61, distribution: 'weighted', ended_by: person_id },
    },
  })
  expect(stopped.body.shares).toEqual(operations.map((operation_id, at) => ({ operation_id, share_s: [10, 20, 31][at] })))
  const shown = await Promise.all(operations.map(operation))
  expect(shown.map(({ status, worked_s }) => [status, worked_s])).toEqual([
    ['completed', 10],
    ['completed', 20],
    ['completed', 31],
  ])
  expect(shown.map(({ time_entries: [entry] }) => [entry.started_at, entry.ended_at, entry.duration_s])).toEqual([
    [from, '2026-01-05T08:00:10.000Z', 10],
    ['2026-01-05T08:00:10.000Z', '2026-01-05T08:00:30.000Z', 20],
    ['2026-01-05T08:00:30.000Z', '2026-01-05T08:01:01.000Z', 31],
  ])
  for (const job of jobs) expect((await shop.call('GET', `/v1/jobs/${job}`)).body.status).toBe('completed')
  expect((await told_of(shop, id)).map(({ name }) => name)).toEqual(['batch.created', 'batch.started', 'batch.completed'])
  const names = (await told_of(shop, operations[0] ?? '')).map(({ name }) => name)
  expect(names).toEqual(expect.arrayContaining(['operation.started', 'operation.completed']))
})

test('where one has no plan the time is shared alike, and the first ones take what is left', async () => {
  const { operations } = await operations_of([600, null, 1800])
  const id = await batch_of(operations)
  await call(id, 'start', { person_id, at: from })
  const { body } = await call(id, 'stop', { at: '2026-01-05T08:00:11.000Z' })
  expect(body).toMatchObject({ distribution: 'equal', shares: [{ share_s: 4 }, { share_s: 4 }, { share_s: 3 }] })
})

test('operations of one part roll it up once', async () => {
  const job = await lay_out_job(shop, [2])
  const operations = job.parts[0]?.operations ?? []
  const id = await batch_of(operations)
  await call(id, 'start', { person_id })
  await call(id, 'stop')
  expect((await shop.call('GET', `/v1/jobs/${job.id}`)).body.status).toBe('completed')
  const names = [...(await told_of(shop, job.id)), ...(await told_of(shop, job.parts[0]?.id ?? ''))].map(({ name }) => name)
  for (const name of ['job.started', 'job.completed', 'part.started', 'part.completed']) {
    expect(names.filter((one) => one === name)).toHaveLength(1)
  }
})

test('one of many parallel starts wins, and one of many stops', async () => {
  const { operations } = await operations_of([null, null])
  const id = await batch_of(operations)
  const starts = await Promise.all(Array.from({ length: 10 }, () => call(id, 'start', { person_id })))
  expect(starts.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(starts.filter(({ body }) => body.reason === 'batch_not_movable')).toHaveLength(9)
  const stops = await Promise.all(Array.from({ length: 10 }, () => call(id, 'stop')))
  expect(stops.filter(({ status }) => status === 200)).toHaveLength(1)
  expect((await operation(operations[0] ?? '')).time_entries).toHaveLength(1)
})

test('batches over the same jobs, starting and stopping at once, never wait in a circle', async () => {
  const jobs = await Promise.all(Array.from({ length: 4 }, () => lay_out_job(shop, [6])))
  const ids = await Promise.all(
    Array.from({ length: 6 }, (_, nth) => {
      const operations = jobs.map((job) => job.parts[0]?.operations[nth] ?? '')
      return batch_of(nth % 2 ? operations : operations.reverse())
    }),
  )
  const starts = await Promise.all(ids.map((id) => call(id, 'start', { person_id })))
  expect(starts.map(({ status }) => status)).toEqual(ids.map(() => 200))
  const stops = await Promise.all(ids.map((id) => call(id, 'stop')))
  expect(stops.map(({ status }) => status)).toEqual(ids.map(() => 200))
  for (const { id } of jobs) expect((await shop.call('GET', `/v1/jobs/${id}`)).body.status).toBe('completed')
})

test('a manual batch wants somebody; an automated one does not', async () => {
  const { operations } = await operations_of([null])
  const manual = await batch_of(operations)
  expect(await call(manual, 'start')).toMatchObject({ status: 422, body: { errors: [{ field: 'person_id', rule: 'required' }] } })
  await call(manual, 'cancel')
  const automated = await batch_of(operations, { type: 'laser_nesting', production_mode: 'automated' })
  const machine = (await shop.call('POST', '/v1/machines', { name: 'Laser 1', workstation_id })).body
  const { body } = await call(automated, 'start', { machine_id: machine.id })
  expect(body.batch).toMatchObject({ started_by: null, machine_id: machine.id })
  expect((await operation(operations[0] ?? '')).time_entries).toMatchObject([{ person_id: null, machine_id: machine.id }])
})

test('an empty batch, one that was cancelled, and one whose work is finished are not started', async () => {
  const empty = await batch_of([])
  expect(await call(empty, 'start', { person_id })).toMatchObject({ status: 409, body: { reason: 'batch_empty' } })
  await call(empty, 'cancel')
  expect(await call(empty, 'start', { person_id })).toMatchObject({ status: 409, body: { reason: 'batch_not_movable' } })
  expect(await call(empty, 'stop')).toMatchObject({ status: 409, body: { reason: 'batch_not_movable' } })
  const { operations } = await operations_of([null, null])
  const id = await batch_of(operations)
  await shop.call('POST', `/v1/operations/${operations[1]}/skip`)
  expect(await call(id, 'start', { person_id })).toMatchObject({ status: 409, body: { reason: 'operation_finished' } })
  expect((await operation(operations[0] ?? '')).status).toBe('waiting')
})

test('a job on hold keeps the whole batch from starting', async () => {
  const { jobs, operations } = await operations_of([null, null])
  const id = await batch_of(operations)
  await shop.call('POST', `/v1/jobs/${jobs[1]}/hold`)
  expect(await call(id, 'start', { person_id })).toMatchObject({ status: 409, body: { reason: 'job_on_hold' } })
  expect((await operation(operations[0] ?? '')).status).toBe('waiting')
})

test('what ran before goes on with the batch; what is put on hold meanwhile stays so and shares nothing', async () => {
  const { operations } = await operations_of([null, null, null])
  const [running = '', held = '', third = ''] = operations
  await shop.call('POST', `/v1/operations/${running}/start`, { at: '2026-01-05T07:00:00Z' })
  const id = await batch_of(operations)
  await call(id, 'start', { person_id, at: from })
  expect(await shop.call('DELETE', `/v1/batches/${id}`)).toMatchObject({ status: 409, body: { reason: 'batch_running' } })
  await shop.call('POST', `/v1/operations/${held}/pause`, { at: '2026-01-05T08:00:05.000Z' })
  const { body } = await call(id, 'stop', { at: '2026-01-05T08:00:20.000Z' })
  expect(body.shares).toEqual([
    { operation_id: running, share_s: 10 },
    { operation_id: third, share_s: 10 },
  ])
  expect(await operation(held)).toMatchObject({ status: 'held', worked_s: 5 })
  // The clock from before the batch is its own.
  expect(await operation(running)).toMatchObject({ status: 'completed', worked_s: 3620 + 10 })
  expect((await batch_of([held])).length).toBeGreaterThan(0)
})

test('a running batch that is cancelled shares its time and puts its work on hold', async () => {
  const { operations } = await operations_of([100, 300])
  const id = await batch_of(operations)
  await call(id, 'start', { person_id, at: from })
  const { body } = await call(id, 'cancel', { at: '2026-01-05T08:00:40.000Z' })
  expect(body).toMatchObject({ status: 'cancelled', elapsed_s: 40, operations: [{ share_s: 10 }, { share_s: 30 }] })
  expect(await operation(operations[1] ?? '')).toMatchObject({ status: 'held', worked_s: 30 })
})

test('it ends after it began', async () => {
  const { operations } = await operations_of([null])
  const id = await batch_of(operations)
  await call(id, 'start', { person_id, at: from })
  expect(await call(id, 'stop', { at: '2026-01-05T07:59:59Z' })).toMatchObject({ body: { reason: 'end_before_start' } })
})

test('where one person has one clock only, a batch is one piece of work', async () => {
  await shop.call('PATCH', `/v1/tenants/${shop.tenant_id}`, { overlap_policy: 'refuse' })
  const busy = (await someone(shop, 'operator')).id
  const { operations } = await operations_of([null, null, null])
  const id = await batch_of(operations.slice(0, 2))
  expect((await call(id, 'start', { person_id: busy })).status).toBe(200)
  const other = await batch_of(operations.slice(2))
  expect(await call(other, 'start', { person_id: busy })).toMatchObject({ status: 409, body: { reason: 'person_busy' } })
  await shop.call('PATCH', `/v1/tenants/${shop.tenant_id}`, { overlap_policy: 'allow' })
})
