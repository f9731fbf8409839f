import { afterAll, beforeAll, expect, test } from 'vitest'
import { lay_out_job } from '../../../../test/floor-of-one-job.ts'
import { another_tenant, someone } from '../../../../test/people.ts'
import { open_shop, type Shop } from '../../../../test/shop.ts'
import { signed_in } from '../../../../test/signed-in.ts'

const nowhere = '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11'

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
})
afterAll(() => shop.close())

async function running_operation(): Promise<{ id: string; job_id: string; clock: string }> {
  const job = await lay_out_job(shop, [1])
  const id = job.parts[0]?.operations[0] ?? ''
  const started = await shop.call('POST', `/v1/operations/${id}/start`, { at: '2026-03-02T08:00:00Z' })
  return { id, job_id: job.id, clock: started.body.time_entries_started[0] }
}
const operation = async (id: string) => (await shop.call('GET', `/v1/operations/${id}`)).body
const start = (body: object, key?: string) => shop.call('POST', '/v1/time-entries/start', body, key === undefined ? {} : { key })
const stop = (id: string, body: object = {}, key?: string) =>
  shop.call('POST', `/v1/time-entries/${id}/stop`, body, key === undefined ? {} : { key })

test('a second clock on a running operation adds its own seconds, and the operation stays as it is', async () => {
  const { id, clock } = await running_operation()
  const person = await someone(shop, 'operator')
  const second = await start({ operation_id: id, person_id: person.id, kind: 'setup', at: '2026-03-02T08:10:00Z' })
  expect(second.status, JSON.stringify(second.body)).toBe(200)
  expect(second.body).toMatchObject({
    operation_id: id,
    person_id: person.id,
    kind: 'setup',
    ended_at: null,
    duration_s: null,
    warnings: [],
  })
  const stopped = await stop(clock, { at: '2026-03-02T08:30:00Z' })
  expect(stopped.body).toMatchObject({ ended_at: '2026-03-02T08:30:00.000Z', duration_s: 1800, auto_closed: false })
  expect((await stop(second.body.id, { at: '2026-03-02T08:20:00Z' })).body.duration_s).toBe(600)
  expect(await operation(id)).toMatchObject({ status: 'running', worked_s: 2400 })
})

test('is refused where nobody has started the operation, or its job is on hold', async () => {
  const job = await lay_out_job(shop, [1])
  const waiting = job.parts[0]?.operations[0]
  expect((await start({ operation_id: waiting })).body).toMatchObject({ status: 409, reason: 'operation_not_running' })
  await shop.call('POST', `/v1/operations/${waiting}/start`)
  await shop.call('POST', `/v1/operations/${waiting}/pause`)
  expect((await start({ operation_id: waiting })).body).toMatchObject({ reason: 'operation_not_running', facts: { status: 'held' } })
  const { id, job_id } = await running_operation()
  await shop.call('POST', `/v1/jobs/${job_id}/hold`)
  expect((await start({ operation_id: id })).body).toMatchObject({ status: 409, reason: 'job_on_hold' })
})

test('is refused on a job that is completed or closed, though its operation was left as it was', async () => {
  const { id, job_id } = await running_operation()
  await shop.call('POST', `/v1/jobs/${job_id}/complete`, { force: true })
  expect((await start({ operation_id: id })).body).toMatchObject({ status: 409, reason: 'job_not_movable', facts: { status: 'completed' } })
  await shop.call('POST', `/v1/jobs/${job_id}/close`)
  expect((await start({ operation_id: id })).body).toMatchObject({ status: 409, reason: 'job_not_movable', facts: { status: 'closed' } })
})

test('a clock stops once, also when many stop it, and never before it began', async () => {
  const { id, clock } = await running_operation()
  expect((await stop(clock, { at: '2026-03-02T07:59:59Z' })).body).toMatchObject({ status: 422, reason: 'end_before_start' })
  expect((await stop(clock, { at: '2999-01-01T00:00:00Z' })).body.errors).toMatchObject([{ field: 'at', rule: 'max_value' }])
  const answers = await Promise.all(Array.from({ length: 20 }, () => stop(clock, { at: '2026-03-02T08:01:00Z' })))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(answers.filter(({ body }) => body.reason === 'time_entry_not_open')).toHaveLength(19)
  expect((await operation(id)).worked_s).toBe(60)
})

test('clocks that are started, stopped and paused at once add up', async () => {
  const { id } = await running_operation()
  const clocks = await Promise.all(Array.from({ length: 10 }, () => start({ operation_id: id, at: '2026-03-02T09:00:00Z' })))
  await Promise.all([
    ...clocks.slice(0, 5).map(({ body }) => stop(body.id, { at: '2026-03-02T09:00:10Z' })),
    shop.call('POST', `/v1/operations/${id}/pause`, { at: '2026-03-02T09:00:10Z' }),
  ])
  expect(await operation(id)).toMatchObject({ status: 'held', worked_s: 3610 + 10 * 10 })
  expect((await shop.call('GET', `/v1/time-entries?operation_id=${id}&open=true`)).body.data).toEqual([])
})

test('an operator starts and stops their own clock or a machine’s, nobody else’s; a key does it for everybody', async () => {
  const { id, clock } = await running_operation()
  const [ann, bob] = [await signed_in(shop, 'operator'), await signed_in(shop, 'operator')]
  const machine = (await shop.call('POST', '/v1/machines', { name: `Lathe of ${ann.id}` })).body
  const own = await start({ operation_id: id }, ann.key)
  expect(own.body).toMatchObject({ person_id: ann.id })
  expect((await start({ operation_id: id, person_id: bob.id }, ann.key)).body).toMatchObject({ status: 403, reason: 'time_not_yours' })
  expect((await stop(own.body.id, {}, bob.key)).body).toMatchObject({ status: 403, reason: 'time_not_yours' })
  expect((await start({ operation_id: id, person_id: null, machine_id: machine.id }, ann.key)).body).toMatchObject({
    machine_id: machine.id,
  })
  expect((await stop(own.body.id, {}, ann.key)).status).toBe(200)
  expect((await stop(clock, {}, bob.key)).status).toBe(200)
  const tablet = await someone(shop, 'operator')
  expect((await start({ operation_id: id, person_id: bob.id }, tablet.key)).status).toBe(200)
  expect((await start({ operation_id: id }, tablet.key)).body.person_id).toBeNull()
  const viewer = await someone(shop, 'viewer')
  expect((await start({ operation_id: id }, viewer.key)).status).toBe(403)
})

test('one person’s second clock is allowed, told of or refused, as the company has it, also when many start at once', async () => {
  const own = await open_shop()
  try {
    const person = await someone(own, 'operator')
    const job = await lay_out_job(own, [2])
    const [first, second] = job.parts[0]?.operations ?? []
    for (const id of [first, second]) await own.call('POST', `/v1/operations/${id}/start`)
    const begin = (operation_id: string | undefined) => own.call('POST', '/v1/time-entries/start', { operation_id, person_id: person.id })
    const policy = (overlap_policy: string) => own.call('PATCH', `/v1/tenants/${own.tenant_id}`, { overlap_policy })

    await policy('refuse')
    const answers = await Promise.all(Array.from({ length: 20 }, (_, at) => begin(at % 2 ? first : second)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ body }) => body.status === 409 && body.reason === 'person_busy')).toHaveLength(19)
    await policy('warn')
    expect((await begin(first)).body.warnings).toMatchObject([{ reason: 'person_busy' }])
    await policy('allow')
    expect((await begin(first)).body.warnings).toEqual([])
  } finally {
    await own.close()
  }
})

test('says where an id is unknown, and knows nothing of another company’s', async () => {
  const { id, clock } = await running_operation()
  expect((await start({ operation_id: nowhere, machine_id: nowhere, person_id: nowhere })).body.errors).toMatchObject([
    { field: 'operation_id', rule: 'unknown_reference' },
    { field: 'person_id', rule: 'unknown_reference' },
    { field: 'machine_id', rule: 'unknown_reference' },
  ])
  expect((await stop(nowhere)).body).toMatchObject({ status: 404, reason: 'time_entry_unknown' })
  const { key } = await another_tenant(shop)
  expect((await start({ operation_id: id }, key)).status).toBe(422)
  expect((await stop(clock, {}, key)).status).toBe(404)
  expect((await shop.call('GET', `/v1/time-entries/${clock}`, undefined, { key })).status).toBe(404)
  expect((await shop.call('GET', `/v1/time-entries?operation_id=${id}`, undefined, { key })).body.data).toEqual([])
  expect((await shop.call('GET', `/v1/time-entries/${clock}`)).body).toMatchObject({ id: clock, ended_at: null })
})

test('lists by what, who, kind and when, newest first, by cursor', async () => {
  const { id, job_id, clock } = await running_operation()
  const person = await someone(shop, 'operator')
  const other = await start({ operation_id: id, person_id: person.id, kind: 'breakdown', at: '2026-03-02T10:00:00Z' })
  const ids = async (query: string) =>
    (await shop.call('GET', `/v1/time-entries?${query}`)).body.data.map((entry: { id: string }) => entry.id)
  expect(await ids(`operation_id=${id}`)).toEqual([other.body.id, clock])
  expect(await ids(`job_id=${job_id}&kind=run,setup`)).toEqual([clock])
  expect(await ids(`person_id=${person.id}`)).toEqual([other.body.id])
  expect(await ids(`job_id=${job_id}&from=2026-03-02T08:00:00Z&to=2026-03-02T10:00:00Z`)).toEqual([clock])
  expect(await ids(`job_id=${job_id}&open=true&auto_closed=false`)).toHaveLength(2)
  await stop(clock, { at: '2026-03-02T11:00:00Z' })
  expect(await ids(`job_id=${job_id}&open=false`)).toEqual([clock])
  const page = await shop.call('GET', `/v1/time-entries?job_id=${job_id}&limit=1`)
  expect(await ids(`job_id=${job_id}&limit=1&cursor=${page.body.next_cursor}`)).toEqual([clock])
  expect((await shop.call('GET', '/v1/time-entries?from=soon')).status).toBe(422)
})

test('time goes with its operation when the job is removed', async () => {
  const { id, job_id, clock } = await running_operation()
  await shop.call('POST', `/v1/operations/${id}/complete`)
  await shop.call('DELETE', `/v1/jobs/${job_id}`)
  expect((await shop.call('GET', `/v1/time-entries/${clock}`)).status).toBe(404)
  expect((await stop(clock)).status).toBe(404)
  expect((await shop.call('GET', `/v1/time-entries?job_id=${job_id}`)).body.data).toEqual([])
})
