import { expect, test } from 'vitest'
import { events_about } from '../../../../test/events.ts'
import { lay_out_job } from '../../../../test/floor-of-one-job.ts'
import { another_tenant, someone } from '../../../../test/people.ts'
import { type Shop, shop_for_this_test } from '../../../../test/shop.ts'
import { Work } from '../../../engine/work.ts'
import { close_forgotten } from './close-forgotten.ts'

const run = (shop: Shop) =>
  new Work(shop.engine, [], (error) => {
    throw error
  }).run(close_forgotten)

/** A shop in Berlin whose shifts end at two and at ten, and a clock that the test sets. */
async function shop_in_berlin(now: string) {
  const clock = { now: Date.parse(now) }
  const shop = await shop_for_this_test({ clock: () => clock.now })
  const shifts = await shop.call('PATCH', `/v1/tenants/${shop.tenant_id}`, { time_zone: 'Europe/Berlin', shift_ends: ['14:00', '22:00'] })
  expect(shifts.status, JSON.stringify(shifts.body)).toBe(200)
  const set = (text: string) => {
    clock.now = Date.parse(text)
  }
  const start = async () => {
    const id = (await lay_out_job(shop, [1])).parts[0]?.operations[0] ?? ''
    const started = await shop.call('POST', `/v1/operations/${id}/start`)
    return { id, clock: started.body.time_entries_started[0] }
  }
  const operation = async (id: string) => (await shop.call('GET', `/v1/operations/${id}?expand=time_entries`)).body
  return { shop, set, start, operation }
}

test('a clock left running is closed at shift end, by the clock on the wall, and its operation is on hold', async () => {
  // The Sunday on which summer time begins: two o’clock in the afternoon is twelve in UTC, the day before it was one.
  const { shop, set, start, operation } = await shop_in_berlin('2026-03-29T06:00:00Z')
  const { id, clock } = await start()
  set('2026-03-29T11:59:00Z')
  await run(shop)
  expect(await operation(id)).toMatchObject({ status: 'running', worked_s: 0 })
  set('2026-03-29T12:00:30Z')
  await run(shop)
  expect(await operation(id)).toMatchObject({
    status: 'held',
    held_at: '2026-03-29T12:00:00.000Z',
    worked_s: 6 * 3600,
    time_entries: [{ id: clock, ended_at: '2026-03-29T12:00:00.000Z', duration_s: 6 * 3600, auto_closed: true, confirmed_at: null }],
  })
  const told = (await events_about(shop, id)).slice(-2)
  expect(told.map(({ name }) => name)).toEqual(['time_entry.auto_closed', 'operation.paused'])
  expect(told[1]).toMatchObject({ occurred_at: new Date('2026-03-29T12:00:00Z'), facts: { new_status: 'held', time_entry_ids: [clock] } })
  await run(shop)
  expect(await events_about(shop, id)).toHaveLength(5)
  expect((await shop.call('POST', `/v1/operations/${id}/resume`)).status).toBe(200)
})

test('clocks started in the new shift go on, and their operation with them', async () => {
  const { shop, set, start, operation } = await shop_in_berlin('2026-07-01T06:00:00Z')
  const { id } = await start()
  set('2026-07-01T12:00:00Z')
  const late = await start()
  await shop.call('POST', '/v1/time-entries/start', { operation_id: id })
  set('2026-07-01T12:00:10Z')
  await run(shop)
  const after = await operation(id)
  expect(after).toMatchObject({ status: 'running', worked_s: 6 * 3600 })
  expect(after.time_entries.map((entry: { auto_closed: boolean }) => entry.auto_closed)).toEqual([true, false])
  expect(await operation(late.id)).toMatchObject({ status: 'running', worked_s: 0 })
})

test('where the program was away, a clock ends with the shift it was started in', async () => {
  const { shop, set, start, operation } = await shop_in_berlin('2026-10-23T06:00:00Z')
  const { id } = await start()
  set('2026-10-26T06:00:00Z')
  await run(shop)
  expect(await operation(id)).toMatchObject({ worked_s: 6 * 3600, held_at: '2026-10-23T12:00:00.000Z' })
})

test('the end is confirmed or put right, once', async () => {
  const { shop, set, start, operation } = await shop_in_berlin('2026-07-01T06:00:00Z')
  const [one, other] = [await start(), await start()]
  expect((await shop.call('POST', `/v1/time-entries/${one.clock}/confirm`)).body).toMatchObject({
    status: 409,
    reason: 'nothing_to_confirm',
  })
  set('2026-07-01T12:01:00Z')
  await run(shop)
  const waiting = async () => (await shop.call('GET', '/v1/time-entries?auto_closed=true&confirmed=false')).body.data.length
  expect(await waiting()).toBe(2)
  const answers = await Promise.all(Array.from({ length: 10 }, () => shop.call('POST', `/v1/time-entries/${one.clock}/confirm`)))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(answers.find(({ status }) => status === 200)?.body).toMatchObject({
    confirmed_at: '2026-07-01T12:01:00.000Z',
    duration_s: 6 * 3600,
  })
  const early = await shop.call('POST', `/v1/time-entries/${other.clock}/confirm`, { ended_at: '2026-07-01T05:00:00Z' })
  expect(early.body.errors).toMatchObject([{ field: 'ended_at', rule: 'min_value' }])
  const right = await shop.call('POST', `/v1/time-entries/${other.clock}/confirm`, { ended_at: '2026-07-01T07:00:00Z' })
  expect(right.body).toMatchObject({ duration_s: 3600, auto_closed: true, confirmed_at: '2026-07-01T12:01:00.000Z' })
  expect((await operation(other.id)).worked_s).toBe(3600)
  expect(await waiting()).toBe(0)
  const told = (await events_about(shop, other.clock)).map(({ name }) => name)
  expect(told).toEqual(['time_entry.started', 'time_entry.auto_closed', 'time_entry.corrected', 'time_entry.confirmed'])
})

test('nothing is closed where no shift ends are set, and each company has its own', async () => {
  const { shop, set, start, operation } = await shop_in_berlin('2026-07-01T06:00:00Z')
  const other = await another_tenant(shop)
  const job = await shop.call(
    'POST',
    '/v1/jobs',
    { job_number: 'N-1', parts: [{ part_number: 'P', quantity: 1, operations: [{ sequence: 1, name: 'Cut' }] }] },
    { key: other.key },
  )
  const theirs = `/v1/operations/${job.body.parts[0].operations[0].id}`
  await shop.call('POST', `${theirs}/start`, {}, { key: other.key })
  const { id } = await start()
  set('2026-07-03T12:01:00Z')
  await run(shop)
  expect((await operation(id)).status).toBe('held')
  expect((await shop.call('GET', theirs, undefined, { key: other.key })).body).toMatchObject({ status: 'running', worked_s: 0 })
})

test('whoever stops the clock at the same moment, it ends once', async () => {
  const { shop, set, start, operation } = await shop_in_berlin('2026-07-01T06:00:00Z')
  const person = await someone(shop, 'supervisor')
  const clocks = await Promise.all(Array.from({ length: 8 }, start))
  set('2026-07-01T12:00:00Z')
  const stops = clocks.map(({ clock }) => shop.call('POST', `/v1/time-entries/${clock}/stop`, {}, { key: person.key }))
  await Promise.all([run(shop), ...stops, run(shop)])
  await run(shop)
  for (const { id } of clocks) expect((await operation(id)).worked_s).toBe(6 * 3600)
})
