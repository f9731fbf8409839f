import { afterAll, beforeAll, expect, test } from 'vitest'
import { events_about } from '../../../test/events.ts'
import { lay_out_job } from '../../../test/floor-of-one-job.ts'
import { as_owner, open_shop, type Shop } from '../../../test/shop.ts'

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
})
afterAll(() => shop.close())

const status_of = async (job_id: string) => {
  const { body } = await shop.call('GET', `/v1/jobs/${job_id}?expand=operations`)
  return [body.status, ...body.parts.map((part: { status: string }) => part.status)]
}
const names_of = async (job_id: string): Promise<string[]> => (await events_about(shop, job_id)).map(({ name }) => name)

test('one of fifty parallel starts wins, the others get 409', async () => {
  const job = await lay_out_job(shop, [1])
  const [operation] = job.parts[0]?.operations ?? []
  const answers = await Promise.all(Array.from({ length: 50 }, () => shop.call('POST', `/v1/operations/${operation}/start`)))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(49)
  const { body } = await shop.call('GET', `/v1/operations/${operation}?expand=time_entries`)
  expect(body.time_entries).toHaveLength(1)
  expect(await names_of(job.id)).toEqual([
    'job.created',
    'part.created',
    'operation.created',
    'part.started',
    'job.started',
    'time_entry.started',
    'operation.started',
  ])
})

test('the first start runs part and job, the last completion completes them, in parallel too', async () => {
  const job = await lay_out_job(shop, [3, 3])
  const operations = job.parts.flatMap((part) => part.operations)
  expect(await status_of(job.id)).toEqual(['released', 'waiting', 'waiting'])
  await Promise.all(operations.map((id) => shop.call('POST', `/v1/operations/${id}/start`)))
  expect(await status_of(job.id)).toEqual(['running', 'running', 'running'])
  const answers = await Promise.all(operations.map((id) => shop.call('POST', `/v1/operations/${id}/complete`)))
  expect(answers.map(({ status }) => status)).toEqual(operations.map(() => 200))
  expect(await status_of(job.id)).toEqual(['completed', 'completed', 'completed'])
  const names = await names_of(job.id)
  expect(names.filter((name: string) => name === 'job.completed')).toHaveLength(1)
  expect(names.filter((name: string) => name === 'part.completed')).toHaveLength(2)
})

test('pausing ends the clock, resuming starts another, and seconds add up', async () => {
  const job = await lay_out_job(shop, [1])
  const [operation] = job.parts[0]?.operations ?? []
  const base = `/v1/operations/${operation}`
  const person = await shop.call('POST', '/v1/people', { name: 'Ann', role: 'operator', employee_number: 'E1' })
  const start = await shop.call('POST', `${base}/start`, { at: '2026-01-05T08:00:00+02:00', person_id: person.body.id, kind: 'setup' })
  expect(start.body).toMatchObject({
    previous_status: 'waiting',
    new_status: 'running',
    operation: { started_at: '2026-01-05T06:00:00.000Z' },
  })
  const pause = await shop.call('POST', `${base}/pause`, { at: '2026-01-05T06:10:00Z' })
  expect(pause.body).toMatchObject({ new_status: 'held', operation: { worked_s: 600, held_at: '2026-01-05T06:10:00.000Z' } })
  expect(pause.body.time_entries_ended).toEqual(start.body.time_entries_started)
  expect((await shop.call('POST', `${base}/pause`)).body).toMatchObject({ status: 409, reason: 'operation_not_movable' })
  const resume = await shop.call('POST', `${base}/resume`, { at: '2026-01-05T07:00:00Z' })
  expect(resume.body).toMatchObject({ previous_status: 'held', operation: { resumed_at: '2026-01-05T07:00:00.000Z', held_at: null } })
  const early = await shop.call('POST', `${base}/complete`, { at: '2026-01-05T06:59:00Z' })
  expect(early.body).toMatchObject({ status: 422, reason: 'end_before_start' })
  const complete = await shop.call('POST', `${base}/complete`, { at: '2026-01-05T07:00:30Z' })
  expect(complete.body.operation).toMatchObject({ status: 'completed', worked_s: 630, completion_percentage: 100 })
  expect(complete.body.operation.time_entries.map((entry: { kind: string; duration_s: number }) => [entry.kind, entry.duration_s])).toEqual(
    [
      ['setup', 600],
      ['run', 30],
    ],
  )
  const { body } = await shop.call('GET', `/v1/jobs/${job.id}`)
  expect(body).toMatchObject({ status: 'completed', started_at: '2026-01-05T06:00:00.000Z', duration_s: 3630 })
})

test('nothing starts while the job is on hold; resuming a job whose last part was done completes it', async () => {
  const job = await lay_out_job(shop, [2])
  const [first, second] = job.parts[0]?.operations ?? []
  await shop.call('POST', `/v1/operations/${first}/start`)
  await shop.call('POST', `/v1/operations/${first}/complete`)
  await shop.call('POST', `/v1/operations/${second}/start`)
  expect((await shop.call('POST', `/v1/jobs/${job.id}/complete`)).body).toMatchObject({ status: 409, reason: 'clock_running' })
  expect((await shop.call('POST', `/v1/jobs/${job.id}/hold`)).status).toBe(200)
  expect((await shop.call('POST', `/v1/operations/${first}/start`)).body.reason).toBe('job_on_hold')
  await shop.call('POST', `/v1/operations/${second}/complete`)
  expect(await status_of(job.id)).toEqual(['held', 'completed'])
  expect((await shop.call('POST', `/v1/jobs/${job.id}/resume`)).body).toMatchObject({ previous_status: 'held', new_status: 'completed' })
})

test('a roll-up may be asked for once more, a call may not', async () => {
  const job = await lay_out_job(shop, [1])
  const [operation] = job.parts[0]?.operations ?? []
  await shop.call('POST', `/v1/operations/${operation}/start`)
  expect((await shop.call('POST', `/v1/jobs/${job.id}/start`)).body).toMatchObject({ previous_status: 'running', new_status: 'running' })
  expect((await shop.call('POST', `/v1/jobs/${job.id}/start`)).status).toBe(409)
  await shop.call('POST', `/v1/operations/${operation}/complete`)
  expect((await shop.call('POST', `/v1/jobs/${job.id}/complete`)).status).toBe(200)
  expect((await shop.call('POST', `/v1/jobs/${job.id}/complete`)).status).toBe(409)
})

test('an operation added to a completed part brings it and its job back', async () => {
  const job = await lay_out_job(shop, [1])
  const part = job.parts[0]
  await shop.call('POST', `/v1/operations/${part?.operations[0]}/start`)
  await shop.call('POST', `/v1/operations/${part?.operations[0]}/complete`)
  const added = await shop.call('POST', '/v1/operations', { part_id: part?.id, sequence: 20, name: 'Polishing', workstation_name: 'Bench' })
  expect(added.status, JSON.stringify(added.body)).toBe(201)
  expect(await status_of(job.id)).toEqual(['running', 'running'])
  expect((await shop.call('POST', '/v1/operations', { part_id: part?.id, sequence: 20, name: 'Again' })).body.reason).toBe(
    'operation_sequence_taken',
  )
})

test('the order is free, warned of or enforced, as the part has it', async () => {
  const free = await lay_out_job(shop, [2])
  expect((await shop.call('POST', `/v1/operations/${free.parts[0]?.operations[1]}/start`)).body.warnings).toEqual([])
  const warned = await lay_out_job(shop, [2], {}, { sequence_policy: 'warn' })
  expect((await shop.call('POST', `/v1/operations/${warned.parts[0]?.operations[1]}/start`)).body.warnings).toMatchObject([
    { reason: 'out_of_sequence' },
  ])
  const enforced = await lay_out_job(shop, [2], {}, { sequence_policy: 'enforce' })
  expect((await shop.call('POST', `/v1/operations/${enforced.parts[0]?.operations[1]}/start`)).body).toMatchObject({
    status: 409,
    reason: 'out_of_sequence',
  })
  await shop.call('POST', `/v1/operations/${enforced.parts[0]?.operations[0]}/start`)
  await shop.call('POST', `/v1/operations/${enforced.parts[0]?.operations[0]}/complete`)
  const draft = await lay_out_job(shop, [1], { status: 'draft' }, { sequence_policy: 'enforce' })
  expect((await shop.call('POST', `/v1/operations/${draft.parts[0]?.operations[0]}/start`)).body.reason).toBe('job_is_draft')
})

test('a status given to update is reached by the legal moves', async () => {
  const job = await lay_out_job(shop, [1, 1])
  const [first] = job.parts[0]?.operations ?? []
  const done = await shop.call('PATCH', `/v1/operations/${first}`, { status: 'completed', notes: 'by hand' })
  expect(done.body).toMatchObject({ status: 'completed', notes: 'by hand', worked_s: 0, revision: 2 })
  expect(await status_of(job.id)).toEqual(['running', 'completed', 'waiting'])
  expect((await shop.call('PATCH', `/v1/operations/${first}`, { status: 'waiting' })).status).toBe(409)
  const updated = await shop.call('PATCH', `/v1/jobs/${job.id}`, { status: 'completed', notes: 'early' })
  expect(updated.body).toMatchObject({ status: 'completed', notes: 'early', revision: 2 })
  expect((await shop.call('PATCH', `/v1/jobs/${job.id}`, { status: 'running' })).status).toBe(409)
  expect((await shop.call('PATCH', `/v1/jobs/${job.id}`, { notes: 'x' }, { headers: { 'if-match': '"1"' } })).status).toBe(412)
})

test('a job is removed with all that belongs to it, and its number is free again', async () => {
  const job = await lay_out_job(shop, [2], { job_number: 'GONE-1' })
  expect((await shop.call('DELETE', `/v1/jobs/${job.id}`)).body).toEqual({ id: job.id })
  expect((await shop.call('GET', `/v1/jobs/${job.id}`)).status).toBe(404)
  expect((await shop.call('GET', `/v1/operations/${job.parts[0]?.operations[0]}`)).status).toBe(404)
  expect((await shop.call('POST', `/v1/operations/${job.parts[0]?.operations[0]}/start`)).status).toBe(404)
  expect((await shop.call('DELETE', `/v1/jobs/${job.id}`)).status).toBe(404)
  await lay_out_job(shop, [1], { job_number: 'GONE-1' })
})

test('outside work is sent and taken back', async () => {
  const { body } = await shop.call('POST', '/v1/jobs', {
    job_number: 'OUT-1',
    parts: [{ part_number: 'P', quantity: 1, operations: [{ sequence: 1, name: 'Plating', kind: 'outside', supplier: 'Acme' }] }],
  })
  const id = body.parts[0].operations[0].id
  expect((await shop.call('POST', `/v1/operations/${id}/take-back`)).body.reason).toBe('operation_not_sent_out')
  const sent = await shop.call('POST', `/v1/operations/${id}/send-out`)
  expect(sent.body).toMatchObject({ new_status: 'running', operation: { supplier: 'Acme' }, time_entries_started: [] })
  expect((await shop.call('POST', `/v1/operations/${id}/take-back`)).body).toMatchObject({ new_status: 'completed' })
})

test('the totals that lists show are those of the rows', async () => {
  for (const list of ['jobs', 'parts', 'operations'] as const) {
    const counted = await shop.call('GET', `/v1/${list}?with_total=true&limit=1`)
    const { rows } = await as_owner(shop.database, (client) =>
      client.query(`select count(*)::int as n from ${list} where deleted_at is null`),
    )
    expect(counted.body.total, list).toBe(rows[0].n)
  }
})
