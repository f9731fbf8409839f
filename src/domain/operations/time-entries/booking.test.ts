import { afterAll, beforeAll, expect, test } from 'vitest'
import { events_about } from '../../../../test/events.ts'
import { lay_out_job } from '../../../../test/floor-of-one-job.ts'
import { another_tenant, someone } from '../../../../test/people.ts'
import { open_shop, type Shop, shop_for_this_test } from '../../../../test/shop.ts'
import { signed_in } from '../../../../test/signed-in.ts'

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
})
afterAll(() => shop.close())

const new_operation = async (of: Shop = shop): Promise<string> => (await lay_out_job(of, [1])).parts[0]?.operations[0] ?? ''
const worked_s = async (id: string) => (await shop.call('GET', `/v1/operations/${id}`)).body.worked_s
const an_hour = { started_at: '2026-03-02T08:00:00+02:00', ended_at: '2026-03-02T09:00:00+02:00' }
const book = (operation_id: string, more: object = {}, key?: string) =>
  shop.call('POST', '/v1/time-entries', { operation_id, ...an_hour, ...more }, key === undefined ? {} : { key })

test('time booked afterwards counts, and moves nothing', async () => {
  const id = await new_operation()
  const person = await someone(shop, 'operator')
  const { status, body, headers } = await book(id, { person_id: person.id, kind: 'rework', is_rework: true, notes: 'burrs' })
  expect(status, JSON.stringify(body)).toBe(201)
  expect(headers.etag).toBe('"1"')
  expect(body).toMatchObject({ duration_s: 3600, started_at: '2026-03-02T06:00:00.000Z', kind: 'rework', is_rework: true, notes: 'burrs' })
  expect((await shop.call('GET', `/v1/operations/${id}`)).body).toMatchObject({ status: 'waiting', worked_s: 3600 })
  const [event] = await events_about(shop, body.id)
  expect(event).toMatchObject({
    name: 'time_entry.booked',
    occurred_at: new Date('2026-03-02T07:00:00.000Z'),
    facts: { duration_s: 3600, person_id: person.id },
  })
})

test('tells all that is wrong with what is booked', async () => {
  const id = await new_operation()
  expect((await book(id, { ended_at: '2026-03-02T05:00:00Z' })).body.errors).toMatchObject([{ field: 'ended_at', rule: 'min_value' }])
  expect((await book(id, { ended_at: '2999-03-02T05:00:00Z' })).body.errors).toMatchObject([{ field: 'ended_at', rule: 'max_value' }])
  expect((await book(id, { started_at: '2999-03-02T05:00:00Z' })).body.errors).toMatchObject([{ field: 'started_at', rule: 'max_value' }])
  expect((await shop.call('POST', '/v1/time-entries', { kind: 'nap' })).body.errors).toMatchObject([
    { field: 'operation_id', rule: 'required' },
    { field: 'kind', rule: 'choice' },
    { field: 'started_at', rule: 'required' },
  ])
  expect(await worked_s(id)).toBe(0)
})

test('an id of another system is taken once, also when many send it', async () => {
  const id = await new_operation()
  const external = { external_source: 'old-mes', external_id: `E-${id}` }
  const answers = await Promise.all(Array.from({ length: 10 }, () => book(id, external)))
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
  expect(answers.filter(({ body }) => body.reason === 'time_entry_external_taken')).toHaveLength(9)
  expect(await worked_s(id)).toBe(3600)
  expect((await shop.call('GET', `/v1/time-entries?external_source=old-mes&external_id=E-${id}`)).body.data).toHaveLength(1)
})

test('a correction moves the operation’s time by the difference and tells before, after and why', async () => {
  const id = await new_operation()
  const { body: entry } = await book(id)
  const right = { ended_at: '2026-03-02T06:30:00Z', kind: 'setup', notes: null, reason: 'Stopped for lunch.' }
  const corrected = await shop.call('PATCH', `/v1/time-entries/${entry.id}`, right, { headers: { 'if-match': '"1"' } })
  expect(corrected.status, JSON.stringify(corrected.body)).toBe(200)
  expect(corrected.body).toMatchObject({ duration_s: 1800, kind: 'setup', revision: 2, warnings: [] })
  expect(corrected.headers.etag).toBe('"2"')
  expect(await worked_s(id)).toBe(1800)
  expect((await events_about(shop, entry.id)).at(-1)).toMatchObject({
    name: 'time_entry.corrected',
    facts: {
      reason: 'Stopped for lunch.',
      changes: {
        ended_at: { before: '2026-03-02T07:00:00.000Z', after: '2026-03-02T06:30:00.000Z' },
        duration_s: { before: 3600, after: 1800 },
        kind: { before: 'run', after: 'setup' },
      },
    },
  })
  const stale = await shop.call('PATCH', `/v1/time-entries/${entry.id}`, { kind: 'run' }, { headers: { 'if-match': '"1"' } })
  expect(stale.body).toMatchObject({ status: 412, reason: 'time_entry_stale' })
  const same = await shop.call('PATCH', `/v1/time-entries/${entry.id}`, { kind: 'setup', reason: 'again' })
  expect(same.body.revision).toBe(2)
  expect(await events_about(shop, entry.id)).toHaveLength(2)
  const wrong = await shop.call('PATCH', `/v1/time-entries/${entry.id}`, { started_at: '2026-03-02T06:31:00Z' })
  expect(wrong.body.errors).toMatchObject([{ field: 'ended_at', rule: 'min_value' }])
})

test('a clock that runs is corrected, but not stopped by that', async () => {
  const id = await new_operation()
  const started = await shop.call('POST', `/v1/operations/${id}/start`, { at: '2026-03-02T08:00:00Z' })
  const clock = `/v1/time-entries/${started.body.time_entries_started[0]}`
  expect((await shop.call('PATCH', clock, { ended_at: '2026-03-02T09:00:00Z' })).body).toMatchObject({
    status: 409,
    reason: 'time_entry_open',
  })
  expect((await shop.call('PATCH', clock, { started_at: '2026-03-02T07:00:00Z' })).body).toMatchObject({ ended_at: null, duration_s: null })
  await shop.call('POST', `${clock}/stop`, { at: '2026-03-02T08:00:00Z' })
  expect(await worked_s(id)).toBe(3600)
})

test('an update stops a clock where that is said, and corrects it along', async () => {
  const id = await new_operation()
  const started = await shop.call('POST', `/v1/operations/${id}/start`, { at: '2026-03-02T08:00:00Z' })
  const entry_id = started.body.time_entries_started[0]
  const change = (fields: object) => shop.call('PATCH', `/v1/time-entries/${entry_id}`, { stops: true, ...fields })
  expect((await change({ ended_at: '2026-03-02T07:00:00Z' })).body.errors).toMatchObject([{ field: 'ended_at', rule: 'min_value' }])
  const stopped = await change({ ended_at: '2026-03-02T09:00:00Z', started_at: '2026-03-02T08:30:00Z', kind: 'setup' })
  expect(stopped.body).toMatchObject({ duration_s: 1800, kind: 'setup', revision: 2, ended_at: '2026-03-02T09:00:00.000Z' })
  expect(await worked_s(id)).toBe(1800)
  expect((await change({ duration_s: 600 })).body).toMatchObject({ ended_at: '2026-03-02T08:40:00.000Z', duration_s: 600 })
  expect(await worked_s(id)).toBe(600)
  const names = (await events_about(shop, entry_id)).map(({ name }) => name).filter((name) => name.startsWith('time_entry.'))
  expect(names).toEqual(['time_entry.started', 'time_entry.corrected', 'time_entry.ended', 'time_entry.corrected'])
})

test('time without an end is a clock that runs, only where work goes on', async () => {
  const operation_id = await new_operation()
  const clock = { operation_id, started_at: '2026-03-02T08:00:00Z' }
  const book = (fields: object) => shop.call('POST', '/v1/time-entries', { ...clock, ...fields })
  expect((await book({})).body).toMatchObject({ status: 409, reason: 'operation_not_running' })
  expect((await book({ duration_s: 5400 })).body).toMatchObject({ ended_at: '2026-03-02T09:30:00.000Z', duration_s: 5400 })
  await shop.call('POST', `/v1/operations/${operation_id}/start`)
  const running = await book({ ended_at: null, notes: 'second shift' })
  expect(running.body).toMatchObject({ ended_at: null, duration_s: null, notes: 'second shift', started_at: '2026-03-02T08:00:00.000Z' })
  const { body: operation } = await shop.call('GET', `/v1/operations/${operation_id}`)
  await shop.call('POST', `/v1/jobs/${operation.job_id}/hold`)
  expect((await book({})).body.reason).toBe('job_on_hold')
  expect((await book({ duration_s: -1 })).body.errors).toMatchObject([{ field: 'duration_s', rule: 'min_value' }])
})

test('where it was and whose it is are told along, where that is asked', async () => {
  const operation_id = await new_operation()
  const ann = await signed_in(shop, 'operator')
  const { body: entry } = await shop.call('POST', '/v1/time-entries', {
    ...{ operation_id, person_id: ann.id, started_at: '2026-03-02T08:00:00Z', duration_s: 60, notes: 'Only 100%' },
  })
  const along = { operation: { id: operation_id, job: { id: entry.job_id } }, person: { id: ann.id, name: 'A operator' } }
  const path = `/v1/time-entries?operation_id=${operation_id}&expand=operation,person`
  expect((await shop.call('GET', `${path}&with_total=true&search=100%25`)).body).toMatchObject({ data: [along], total: 1 })
  expect((await shop.call('GET', `${path}&offset=1`)).body.data).toEqual([])
  expect((await shop.call('GET', `/v1/time-entries/${entry.id}?expand=operation,person`)).body).toMatchObject(along)
  expect((await shop.call('GET', `/v1/time-entries/${entry.id}`)).body).not.toHaveProperty('operation')
})

test('what is taken out no longer counts, and is taken out once', async () => {
  const id = await new_operation()
  const [{ body: one }, { body: other }] = [await book(id), await book(id)]
  const answers = await Promise.all(Array.from({ length: 10 }, () => shop.call('DELETE', `/v1/time-entries/${one.id}`)))
  expect(answers.filter(({ status }) => status === 200).map(({ body }) => body)).toEqual([{ id: one.id }])
  expect(answers.filter(({ body }) => body.reason === 'time_entry_unknown')).toHaveLength(9)
  expect(await worked_s(id)).toBe(3600)
  expect((await shop.call('GET', `/v1/time-entries?operation_id=${id}`)).body.data.map((entry: { id: string }) => entry.id)).toEqual([
    other.id,
  ])
})

test('corrections and bookings at once lose nothing', async () => {
  const id = await new_operation()
  const entries = await Promise.all(Array.from({ length: 10 }, () => book(id)))
  await Promise.all([
    ...entries.slice(0, 5).map(({ body }) => shop.call('PATCH', `/v1/time-entries/${body.id}`, { ended_at: '2026-03-02T06:00:10Z' })),
    ...entries.slice(5).map(({ body }) => shop.call('DELETE', `/v1/time-entries/${body.id}`)),
    ...Array.from({ length: 5 }, () => book(id, { ended_at: '2026-03-02T06:00:01Z' })),
  ])
  expect(await worked_s(id)).toBe(55)
})

test('an operator changes only their own time; a supervisor anybody’s; of a key the role decides', async () => {
  const id = await new_operation()
  const [ann, bob, chief] = [await signed_in(shop, 'operator'), await signed_in(shop, 'operator'), await signed_in(shop, 'supervisor')]
  const own = await book(id, {}, ann.key)
  expect(own.body.person_id).toBe(ann.id)
  const not_yours = { status: 403, reason: 'time_not_yours' }
  expect((await book(id, { person_id: bob.id }, ann.key)).body).toMatchObject(not_yours)
  const path = `/v1/time-entries/${own.body.id}`
  const tablet = await someone(shop, 'operator')
  for (const { key } of [bob, tablet]) {
    expect((await shop.call('PATCH', path, { kind: 'wait' }, { key })).body).toMatchObject(not_yours)
    expect((await shop.call('DELETE', path, undefined, { key })).body).toMatchObject(not_yours)
    expect((await shop.call('POST', `${path}/confirm`, {}, { key })).body).toMatchObject(not_yours)
  }
  expect((await shop.call('PATCH', path, { person_id: bob.id }, { key: ann.key })).body).toMatchObject(not_yours)
  expect((await shop.call('PATCH', path, { kind: 'wait' }, { key: ann.key })).body.kind).toBe('wait')
  expect((await shop.call('PATCH', path, { person_id: bob.id }, { key: chief.key })).body.person_id).toBe(bob.id)
  expect((await shop.call('DELETE', path, undefined, { key: bob.key })).status).toBe(200)
})

test('time of one person beside other time is allowed, told of or refused', async () => {
  const own = await shop_for_this_test()
  const person = await someone(own, 'operator')
  const id = await new_operation(own)
  const book_there = (more: object = {}) =>
    own.call('POST', '/v1/time-entries', { operation_id: id, person_id: person.id, ...an_hour, ...more })
  const policy = (overlap_policy: string) => own.call('PATCH', `/v1/tenants/${own.tenant_id}`, { overlap_policy })
  const { body: first } = await book_there()
  expect((await book_there()).body.warnings).toEqual([])
  await policy('warn')
  expect((await book_there()).body.warnings).toMatchObject([{ reason: 'person_busy' }, { reason: 'person_busy' }])
  await policy('refuse')
  expect((await book_there()).body).toMatchObject({ status: 409, reason: 'person_busy' })
  const after = await book_there({ started_at: '2026-03-02T07:00:00Z', ended_at: '2026-03-02T07:10:00Z' })
  expect(after.status).toBe(201)
  const earlier = await own.call('PATCH', `/v1/time-entries/${after.body.id}`, { started_at: '2026-03-02T06:50:00Z' })
  expect(earlier.body).toMatchObject({ status: 409, reason: 'person_busy' })
  expect((await own.call('PATCH', `/v1/time-entries/${first.id}`, { notes: 'fine' })).status).toBe(200)
  const many = await Promise.all(
    Array.from({ length: 10 }, () => book_there({ started_at: '2026-03-03T07:00:00Z', ended_at: '2026-03-03T08:00:00Z' })),
  )
  expect(many.filter(({ status }) => status === 201)).toHaveLength(1)
})

test('another company’s time cannot be reached', async () => {
  const id = await new_operation()
  const { body: entry } = await book(id)
  const { key } = await another_tenant(shop, 'Third Works')
  expect((await book(id, {}, key)).status).toBe(422)
  const path = `/v1/time-entries/${entry.id}`
  expect((await shop.call('PATCH', path, { kind: 'wait' }, { key })).status).toBe(404)
  expect((await shop.call('DELETE', path, undefined, { key })).status).toBe(404)
  expect((await shop.call('POST', `${path}/confirm`, {}, { key })).status).toBe(404)
  expect((await shop.call('GET', path)).body).toMatchObject({ kind: 'run', revision: 1 })
})
