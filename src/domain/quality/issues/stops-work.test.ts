import { afterAll, beforeAll, expect, test } from 'vitest'
import { events_about } from '../../../../test/events.ts'
import { lay_out_job } from '../../../../test/floor-of-one-job.ts'
import { open_shop, type Shop } from '../../../../test/shop.ts'

let shop: Shop
let now = Date.parse('2026-03-02T08:00:00Z')
beforeAll(async () => {
  shop = await open_shop({ clock: () => now })
})
afterAll(() => shop.close())

async function laid_out() {
  const job = await lay_out_job(shop, [2])
  const [id = '', other = ''] = job.parts[0]?.operations ?? []
  return { job_id: job.id, id, other }
}
const work = (id: string, word: string, body: object = {}) => shop.call('POST', `/v1/operations/${id}/${word}`, body)
const operation = async (id: string) => (await shop.call('GET', `/v1/operations/${id}?expand=time_entries`)).body
const report = async (operation_id: string, more: object = {}): Promise<string> => {
  const { status, body } = await shop.call('POST', '/v1/issues', {
    ...{ operation_id, title: 'No coolant', description: 'The tank is empty', stops_work: true },
    ...more,
  })
  expect(status, JSON.stringify(body)).toBe(201)
  return body.id
}
const say = (id: string, word: string) => shop.call('POST', `/v1/issues/${id}/${word}`, {})
const names = async (id: string) =>
  (await events_about(shop, id)).map(({ name }) => name).filter((name) => name.startsWith('operation.') && name !== 'operation.created')

test('two issues park a running operation; it runs again when the last of them is resolved', async () => {
  const { id } = await laid_out()
  await work(id, 'start')
  now += 60_000
  const first = await report(id)
  expect(await operation(id)).toMatchObject({
    ...{ status: 'held', parked_from: 'running', held_at: '2026-03-02T08:01:00.000Z', worked_s: 60 },
    time_entries: [{ ended_at: '2026-03-02T08:01:00.000Z', duration_s: 60 }],
  })
  const second = await report(id, { kind: 'ncr', severity: 'critical' })
  for (const word of ['start', 'resume']) {
    expect((await work(id, word)).body).toMatchObject({ status: 409, reason: 'operation_parked' })
  }
  expect((await shop.call('PATCH', `/v1/operations/${id}`, { status: 'running' })).body.reason).toBe('operation_parked')
  expect((await work(id, 'complete')).status).toBe(409)
  expect((await shop.call('POST', '/v1/time-entries/start', { operation_id: id })).status).toBe(409)
  await say(first, 'resolve')
  expect(await operation(id)).toMatchObject({ status: 'held', parked_from: 'running' })
  now += 60_000
  await say(second, 'resolve')
  const released = await operation(id)
  expect(released).toMatchObject({ status: 'running', parked_from: null, held_at: null, resumed_at: '2026-03-02T08:02:00.000Z' })
  expect(released.time_entries).toHaveLength(1)
  expect(await names(id)).toEqual(['operation.started', 'operation.paused', 'operation.resumed'])
  expect((await shop.call('POST', '/v1/time-entries/start', { operation_id: id })).status).toBe(200)
  expect((await work(id, 'complete')).status).toBe(200)
})

test('one that waits is parked and waits again; one on hold stays on hold; one that is done is left alone', async () => {
  const { id, other, job_id } = await laid_out()
  const waiting = await report(id)
  expect(await operation(id)).toMatchObject({ status: 'held', parked_from: 'waiting', started_at: null })
  await shop.call('PATCH', `/v1/issues/${waiting}`, { status: 'closed' })
  expect(await operation(id)).toMatchObject({ status: 'waiting', parked_from: null, held_at: null, resumed_at: null })
  expect(await names(id)).toEqual(['operation.paused', 'operation.unparked'])
  expect((await shop.call('GET', `/v1/jobs/${job_id}`)).body.status).toBe('released')

  await work(id, 'start')
  await work(id, 'pause')
  const held = await report(id)
  expect(await operation(id)).toMatchObject({ status: 'held', parked_from: 'held' })
  await say(held, 'resolve')
  expect(await operation(id)).toMatchObject({ status: 'held', parked_from: null })
  expect((await work(id, 'resume')).status).toBe(200)

  await work(other, 'start')
  await work(other, 'complete')
  const done = await report(other)
  expect(await operation(other)).toMatchObject({ status: 'completed', parked_from: null })
  expect((await work(other, 'reopen')).body).toMatchObject({ status: 'held', parked_from: 'held' })
  expect((await work(other, 'resume')).body.reason).toBe('operation_parked')
  await say(done, 'resolve')
  expect((await work(other, 'resume')).status).toBe(200)
})

test('said later that it stops the work, or that it does not; closed, reopened, removed', async () => {
  const { id } = await laid_out()
  await work(id, 'start')
  const issue = await report(id, { stops_work: false })
  const status = async () => (await operation(id)).status
  const change = (fields: object) => shop.call('PATCH', `/v1/issues/${issue}`, fields)
  expect(await status()).toBe('running')
  await change({ stops_work: true })
  expect(await status()).toBe('held')
  await change({ status: 'in_progress' })
  expect(await status()).toBe('held')
  await change({ stops_work: false })
  expect(await status()).toBe('running')
  await change({ stops_work: true, status: 'resolved' })
  expect(await status()).toBe('running')
  await say(issue, 'reopen')
  expect(await status()).toBe('held')
  await say(issue, 'close')
  expect(await status()).toBe('running')
  await say(issue, 'reopen')
  await shop.call('DELETE', `/v1/issues/${issue}`)
  expect(await operation(id)).toMatchObject({ status: 'running', parked_from: null })
})

test('what is left out meanwhile stays left out; a job that is over is not run again', async () => {
  const { id, other, job_id } = await laid_out()
  const one = await report(id)
  await work(id, 'skip')
  expect(await operation(id)).toMatchObject({ status: 'skipped', parked_from: null })
  await say(one, 'resolve')
  expect((await operation(id)).status).toBe('skipped')
  const again = await report(id)
  expect((await work(id, 'reopen')).body).toMatchObject({ status: 'held', parked_from: 'waiting' })
  await say(again, 'resolve')
  expect((await operation(id)).status).toBe('waiting')
  await work(other, 'start')
  const last = await report(other)
  expect((await shop.call('POST', `/v1/jobs/${job_id}/complete`)).status).toBe(200)
  await say(last, 'resolve')
  expect(await operation(other)).toMatchObject({ status: 'held', parked_from: null })
})

test('a clock that was started later than the issue was found cannot end before it began', async () => {
  const { id } = await laid_out()
  await work(id, 'start')
  const early = new Date(now - 60_000).toISOString()
  const body = { operation_id: id, title: 'Late', description: 'Told late', stops_work: true, at: early }
  expect((await shop.call('POST', '/v1/issues', body)).body.reason).toBe('end_before_start')
  const issue = await report(id, { stops_work: false })
  await shop.call('PATCH', `/v1/issues/${issue}`, { status: 'resolved', stops_work: true })
  expect((await operation(id)).status).toBe('running')
})

test('parked and released by many at once, it ends as the issues say', async () => {
  const { id } = await laid_out()
  await work(id, 'start')
  const issues = await Promise.all(Array.from({ length: 10 }, () => report(id)))
  expect((await operation(id)).parked_from).toBe('running')
  await Promise.all(issues.map((issue) => say(issue, 'resolve')))
  expect(await operation(id)).toMatchObject({ status: 'running', parked_from: null })
  expect(await names(id)).toEqual(['operation.started', 'operation.paused', 'operation.resumed'])
})
