import { expect, test } from 'vitest'
import { Away, type Problem, Refused } from '../web/src/api/client.ts'
import type { Action, Pressed } from '../web/src/offline/action.ts'
import { expected, type Operation } from '../web/src/offline/expected.ts'
import { make_line } from '../web/src/offline/line.ts'
import { store_in_memory } from '../web/src/offline/store.ts'

const pressed = (key: string, more: Partial<Pressed> = {}): Pressed => ({
  key,
  verb: 'operations.start',
  input: { id: 'op' },
  borrowed: null,
  file: null,
  by: 'ann',
  operation_id: 'op',
  place: 'J-1 · P-1 · 10 Turning',
  pressed_at: '2026-03-02T08:00:00.000Z',
  adds: null,
  ...more,
})
const problem: Problem = { status: 409, code: 'conflict', reason: 'operation_not_movable', detail: 'No.', errors: [], facts: {} }

/** A device whose server answers as the test says; the store is what would be left after a reload. */
function device(answer: (action: Action) => unknown, store = store_in_memory()) {
  const sent: string[] = []
  let now = '2026-03-02T08:00:00.000Z'
  const line = make_line({
    store,
    send: async (action) => {
      sent.push(action.key)
      return answer(action)
    },
    on_sent: async () => undefined,
    now: () => now,
    alone: (work) => work(),
  })
  return { line, store, sent, wait_until: (moment: string) => (now = moment) }
}
const away = (): never => {
  throw new Away('Nobody answers.')
}
const keys = async (store: { all(): Promise<readonly Action[]> }): Promise<string[]> => (await store.all()).map(({ key }) => key)

test('what is pressed is sent in order, and is gone when it was answered', async () => {
  const { line, store, sent } = device(() => ({}))
  await line.act_for('ann')
  await line.press(pressed('a'), pressed('b'), pressed('c'))
  await line.send_all()
  expect(sent).toEqual(['a', 'b', 'c'])
  expect(await keys(store)).toEqual([])
})

test('without a network everything stays, survives a reload, and is sent once when it is back', async () => {
  const store = store_in_memory()
  const before = device(away, store)
  await before.line.act_for('ann')
  await before.line.press(pressed('a'), pressed('b'))
  await before.line.send_all()
  expect(new Set(before.sent)).toEqual(new Set(['a']))
  expect(before.line.shown()).toMatchObject({ is_away: true, actions: [{ key: 'a' }, { key: 'b' }] })

  const after = device(() => ({}), store)
  await after.line.read()
  expect(after.line.shown().actions.map(({ key }) => key)).toEqual(['a', 'b'])
  await after.line.act_for('ann')
  await after.line.send_all()
  expect(after.sent).toEqual(['a', 'b'])
  expect(await keys(store)).toEqual([])
})

test('a refusal stays until somebody decides, and holds up only its own operation', async () => {
  let is_refused = true
  const { line, store, sent } = device(({ key }) => {
    if (key === 'a' && is_refused) throw new Refused(problem)
    return {}
  })
  await line.act_for('ann')
  await line.press(pressed('a'), pressed('b'), pressed('other', { operation_id: 'op2' }))
  await line.send_all()
  expect(sent).toEqual(['a', 'other'])
  expect(line.shown().actions).toMatchObject([
    { key: 'a', refusal: { detail: 'No.' } },
    { key: 'b', refusal: null },
  ])
  is_refused = false
  await line.retry('a')
  expect(sent).toEqual(['a', 'other', 'a', 'b'])
  expect(await keys(store)).toEqual([])
})

test('what is thrown away takes along what cannot be without it', async () => {
  const { line, sent } = device(({ key }) => {
    if (key === 'a') throw new Refused(problem)
    return {}
  })
  await line.act_for('ann')
  await line.press(pressed('a'), pressed('stop', { verb: 'time_entries.stop', borrowed: { of_key: 'a' } }), pressed('c'))
  await line.send_all()
  await line.discard('a')
  expect(sent).toEqual(['a', 'c'])
  expect(line.shown().actions.filter(({ key }) => key !== 'c')).toEqual([])
})

test('a clock started without a network is stopped by the id that the server gave it', async () => {
  const inputs: unknown[] = []
  const { line } = device(({ key, input }) => {
    inputs.push(input.id)
    return key === 'a' ? { time_entries_started: ['entry-1'] } : key === 'join' ? { id: 'entry-2' } : {}
  })
  const stop = (key: string, of_key: string) => pressed(key, { verb: 'time_entries.stop', input: { id: of_key }, borrowed: { of_key } })
  await line.press(pressed('a'), stop('b', 'a'), pressed('join', { verb: 'time_entries.start', input: {} }), stop('d', 'join'))
  await line.act_for('ann')
  await line.send_all()
  expect(inputs).toEqual(['op', 'entry-1', undefined, 'entry-2'])
})

test('nothing is sent in anybody else’s name', async () => {
  const { line, sent } = device(() => ({}))
  await line.press(pressed('of ann'), pressed('of bob', { by: 'bob' }))
  await line.send_all()
  expect(sent).toEqual([])
  await line.act_for('bob')
  expect(sent).toEqual(['of bob'])
  await line.act_for('ann')
  expect(sent).toEqual(['of bob', 'of ann'])
})

test('a sign-in that has run out waits for the next one', async () => {
  let is_signed_in = false
  const { line, store } = device(() => {
    if (!is_signed_in) throw new Refused({ ...problem, status: 401 })
    return {}
  })
  await line.act_for('ann')
  await line.press(pressed('a'))
  await line.send_all()
  expect(line.shown()).toMatchObject({ needs_sign_in: true, actions: [{ refusal: null }] })
  is_signed_in = true
  await line.act_for(null)
  await line.act_for('ann')
  expect(await keys(store)).toEqual([])
})

test('a server that stumbles is asked again, and what never works is told', async () => {
  const { line, sent } = device(() => {
    throw new Refused({ ...problem, status: 500, code: 'bug' })
  })
  await line.act_for('ann')
  await line.press(pressed('a'))
  for (const _ of [1, 2, 3, 4]) await line.send_all()
  expect(sent).toEqual(['a', 'a', 'a'])
  expect(line.shown().actions).toMatchObject([{ refusal: { status: 500 } }])
})

test('what may have happened longer ago than the server remembers is not sent again by itself', async () => {
  const { line, sent, wait_until } = device(away)
  await line.act_for('ann')
  await line.press(pressed('a'))
  await line.send_all()
  const tries = sent.length
  wait_until('2026-03-03T08:00:00.000Z')
  await line.send_all()
  expect(sent).toHaveLength(tries)
  expect(line.shown().actions).toMatchObject([{ refusal: { reason: 'perhaps_done' } }])
})

test('an operation is shown as it will be when all has been sent, up to what was refused', () => {
  // What `expected` looks at.
  const operation = {
    id: 'op',
    job_id: 'job',
    status: 'waiting',
    can: ['operations.start'],
    good: 2,
    scrap: 0,
    rework: 0,
    available: 10,
    worked_s: 60,
    parked_from: null,
    time_entries: [],
  } as unknown as Operation
  const action = (order: number, more: Partial<Action>): Action => ({
    ...pressed(`k${order}`),
    order,
    tried_at: null,
    refusal: null,
    ...more,
  })
  const count = action(2, { verb: 'quantity_reports.create', adds: { good: 3, scrap: 1, rework: 0 } })
  const pause = action(3, { verb: 'operations.pause', pressed_at: '2026-03-02T08:10:00.000Z' })
  expect(expected(operation, [action(1, {}), count])).toMatchObject({
    status: 'running',
    good: 5,
    scrap: 1,
    available: 6,
    time_entries: [{ id: 'k1', person_id: 'ann', ended_at: null }],
  })
  expect(expected(operation, [action(1, {}), count, pause])).toMatchObject({
    status: 'held',
    worked_s: 660,
    time_entries: [{ ended_at: '2026-03-02T08:10:00.000Z' }],
  })
  expect(expected(operation, [action(1, {}), { ...count, refusal: problem }, pause])).toMatchObject({ status: 'running', good: 2 })
  expect(expected(operation, [action(1, { operation_id: 'another' })])).toBe(operation)
})
