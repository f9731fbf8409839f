import { afterAll, beforeAll, expect, test } from 'vitest'
import { open_shop, type Shop } from '../../../../test/shop.ts'
import { told_of } from '../../../../test/told.ts'

let shop: Shop
let now = Date.parse('2026-03-02T08:00:00Z')
beforeAll(async () => {
  shop = await open_shop({ clock: () => now })
})
afterAll(() => shop.close())

let made = 0
async function job(status = 'not_started', operations = 1) {
  const steps = Array.from({ length: operations }, (_, at) => ({ operation_name: `Step ${at}`, sequence: at + 1, estimated_time: 60 }))
  const parts = [{ part_number: 'P1', quantity: 1, operations: steps }]
  const { body } = await shop.call('POST', '/api-jobs', { job_number: `L-${made++}`, status, parts })
  return { id: body.data.job_id, operations: body.data.parts[0].operations.map((one: { id: string }) => one.id) }
}
const move = (id: string, word: string, query = '') => shop.call('POST', `/api-job-lifecycle/${word}?id=${id}${query}`)
const work = (id: string, word: string, query = '') => shop.call('POST', `/api-operation-lifecycle/${word}?id=${id}${query}`)
const pass = (minutes: number) => {
  now += minutes * 60_000
}
const wrong_state = { status: 409, body: { error: { code: 'INVALID_STATE_TRANSITION', statusCode: 409 } } }

const from = ['not_started', 'in_progress', 'on_hold', 'completed'] as const
const job_table = {
  start: ['in_progress', null, 'in_progress', null],
  stop: [null, 'on_hold', null, null],
  pause: [null, 'on_hold', null, null],
  complete: [null, 'completed', null, null],
  resume: [null, null, 'in_progress', null],
} as const
test.each(Object.entries(job_table).flatMap(([word, to]) => from.map((status, at) => [word, status, to[at] ?? null] as const)))(
  'job %s from %s: %s',
  async (word, status, to) => {
    const { id } = await job(status)
    const answer = await move(id, word)
    if (to === null) return expect(answer).toMatchObject(wrong_state)
    const operation = word === 'pause' ? 'stop' : word
    expect(answer).toMatchObject({
      status: 200,
      body: { success: true, data: { job: { id, status: to }, operation, previous_status: status, new_status: to } },
    })
  },
)

const operation_table = {
  start: ['in_progress', null, 'in_progress', null],
  pause: [null, 'on_hold', null, null],
  complete: [null, 'completed', null, null],
  resume: [null, null, 'in_progress', null],
} as const
test.each(Object.entries(operation_table).flatMap(([word, to]) => from.map((status, at) => [word, status, to[at] ?? null] as const)))(
  'operation %s from %s: %s',
  async (word, status, to) => {
    const { operations } = await job()
    const [id] = operations
    if (status !== 'not_started') await work(id, 'start')
    if (status === 'on_hold') await work(id, 'pause')
    if (status === 'completed') await work(id, 'complete')
    const answer = await work(id, word)
    if (to === null) return expect(answer).toMatchObject(wrong_state)
    const clock = to === 'in_progress'
    expect(answer.body.data).toMatchObject({
      ...{ operation: { id, status: to }, operation_type: word, previous_status: status, new_status: to },
      ...{ time_entry_created: clock, time_entry_ended: !clock },
    })
  },
)

test('a job’s times, holds taken out of the active duration', async () => {
  const { id } = await job()
  const { body: started } = await move(id, 'start')
  pass(30)
  const { body: stopped } = await move(id, 'stop')
  expect(stopped.data.job).toMatchObject({ started_at: started.data.job.started_at, paused_at: new Date(now).toISOString() })
  pass(60)
  expect((await move(id, 'resume')).body.data.job).toMatchObject({ paused_at: null, resumed_at: new Date(now).toISOString() })
  pass(300)
  expect((await move(id, 'complete')).body.data.job).toMatchObject({
    ...{ started_at: started.data.job.started_at, completed_at: new Date(now).toISOString() },
    ...{ actual_duration: 390, active_duration: 330 },
  })
})

test('an operation’s clock: entries, minutes, and nobody’s name where none is given', async () => {
  const { operations } = await job()
  const [id] = operations
  const { body } = await work(id, 'start')
  expect(body.data.time_entry).toMatchObject({ operator_id: null, start_time: new Date(now).toISOString(), end_time: null, duration: null })
  pass(45)
  expect((await work(id, 'pause')).body.data).toMatchObject({ operation: { actual_time: 45 }, time_entry: { duration: 45 } })
  pass(600)
  await work(id, 'resume')
  pass(90)
  const { body: completed } = await work(id, 'complete')
  expect(completed.data.operation).toMatchObject({
    ...{ estimated_time: 60, actual_time: 135 },
    time_entries: [{ duration: 45 }, { duration: 90 }],
  })
})

test('where roll-up came first, start and complete answer once more with 200 and no second event', async () => {
  const { id, operations } = await job()
  await work(operations[0], 'start')
  expect((await move(id, 'start')).body.data).toMatchObject({ previous_status: 'in_progress', new_status: 'in_progress' })
  expect(await move(id, 'start')).toMatchObject(wrong_state)
  await work(operations[0], 'complete')
  expect((await move(id, 'complete')).body.data).toMatchObject({ previous_status: 'completed', new_status: 'completed' })
  expect(await move(id, 'complete')).toMatchObject(wrong_state)
  const names = (await told_of(shop, id)).map(({ name }) => name)
  expect(names).toEqual(['job.created', 'job.started', 'job.completed'])
})

test('stop leaves operations as they are; complete minds running clocks unless forced', async () => {
  const { id, operations } = await job('not_started', 2)
  await work(operations[0], 'start')
  const refused = await move(id, 'complete')
  expect(refused).toMatchObject(wrong_state)
  expect(refused.body.error.message).toContain('clock')
  expect((await move(id, 'stop')).status).toBe(200)
  expect((await shop.call('GET', `/api-operations?id=${operations[0]}`)).body.data.operation.status).toBe('in_progress')
  expect(await work(operations[1], 'start')).toMatchObject(wrong_state)
  await move(id, 'resume')
  expect((await move(id, 'complete', '&force=true')).body.data).toMatchObject({ new_status: 'completed' })
  const { body } = await shop.call('GET', `/api-operations?id=${operations[0]}`)
  expect(body.data.operation).toMatchObject({ status: 'in_progress', time_entries: [{ end_time: expect.any(String) }] })
})

test('id and the rest may stand in the body, the word in the query', async () => {
  const { id, operations } = await job()
  const { body: person } = await shop.call('POST', '/v1/people', { name: 'Ann', role: 'operator', employee_number: 'E1' })
  expect((await shop.call('POST', '/functions/v1/api-job-lifecycle/start', { id })).status).toBe(200)
  expect((await shop.call('POST', '/api-job-lifecycle?action=pause', { id })).body.data.operation).toBe('stop')
  expect((await shop.call('POST', `/api-job-lifecycle?id=${id}&action=resume`)).status).toBe(200)
  const started = await shop.call('POST', '/api-operation-lifecycle?action=start', { id: operations[0], user_id: person.id })
  expect(started.body.data.time_entry.operator_id).toBe(person.id)
  const forced = await shop.call('POST', '/api-job-lifecycle/complete/', { id, force: true })
  expect(forced.body.data.new_status).toBe('completed')
})

test('one of many parallel starts wins', async () => {
  const { id, operations } = await job()
  const answers = await Promise.all(Array.from({ length: 20 }, () => work(operations[0], 'start')))
  expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 19 }, () => 409)])
  expect((await shop.call('GET', `/api-jobs?id=${id}`)).body.data.job.status).toBe('in_progress')
})
