import { expect, test } from 'vitest'
import { known_of, ours_of, taking_of, their_path } from './taking.ts'
import { words } from './words.ts'

const table = taking_of({
  jobId: 'id',
  action: null,
  customer: 'customer',
  customerName: 'customer',
  hours: { to: 'seconds', as: (hours) => (typeof hours === 'number' ? hours * 3600 : hours) },
  parts: { to: 'pieces', each: { partNo: 'number', label: 'number', steps: { to: 'operations', each: { title: 'name' } } } },
})

test('members are renamed at every depth; of two for one field the first counts, and the unknown is left out', () => {
  const theirs = {
    ...{ jobId: 'J', action: 'go', customerName: 'Second', customer: 'First', hours: 2, color: 'red' },
    parts: [{ label: 'A', steps: [{ title: 'Cut', x: 1 }] }, 'odd', { partNo: 'B', label: 'C', steps: 'none' }],
  }
  const known = known_of(theirs, table, 'kept')
  expect(known).toMatchObject({ action: 'go', customerName: 'Second' })
  expect(known).not.toHaveProperty('color')
  expect(ours_of(known, table)).toEqual({
    ...{ id: 'J', customer: 'First', seconds: 7200 },
    pieces: [{ number: 'A', operations: [{ name: 'Cut' }] }, 'odd', { number: 'B', operations: 'none' }],
  })
})

test('one word may say two things; what says nothing of a field leaves it out', () => {
  const of_two = taking_of({
    status: [
      { to: 'status', as: (word) => (word === 'refused' ? 'over' : word) },
      { to: 'refused', as: (word) => word === 'refused' || undefined },
    ],
  })
  expect(ours_of({ status: 'refused' }, of_two)).toEqual({ status: 'over', refused: true })
  expect(ours_of({ status: 'open' }, of_two)).toEqual({ status: 'open' })
  expect(their_path(['refused'], { status: 'refused' }, of_two)).toEqual(['status'])
})

test.each([
  ['kept', { jobId: ' ', hours: null }],
  ['null', { jobId: null, hours: null }],
  ['absent', {}],
] as const)('what says nothing is %s', (blank, expected) => {
  expect(known_of({ jobId: ' ', hours: null }, table, blank)).toEqual(expected)
})

test('a member that is not sent may stand for something', () => {
  const lists = taking_of({ steps: { to: 'steps', each: { gate: { to: 'is_gate', otherwise: true } } } })
  expect(ours_of({ steps: [{}, { gate: false }] }, lists)).toEqual({ steps: [{ is_gate: true }, { is_gate: false }] })
})

test('what is no object is handed on, for the verb to refuse', () => {
  expect(ours_of(known_of('text', table, 'absent'), table)).toBe('text')
  expect(ours_of({ parts: 7, hours: 'two' }, table)).toEqual({ pieces: 7, seconds: 'two' })
  expect(known_of(JSON.parse('{"__proto__": {"jobId": 1}}'), table, 'kept')).toEqual({})
})

test('a path leads back to the member that was sent', () => {
  const theirs = { customerName: 'Second', parts: [{}, { label: 'C', steps: [{}] }] }
  const back = (...path: (string | number)[]) => their_path(path, theirs, table)
  expect(back('customer')).toEqual(['customerName'])
  expect(back('id')).toEqual(['jobId'])
  expect(back('pieces')).toEqual(['parts'])
  expect(back('pieces', 0, 'number')).toEqual(['parts', 0, 'partNo'])
  expect(back('pieces', 1, 'number')).toEqual(['parts', 1, 'label'])
  expect(back('pieces', 1, 'operations', 0, 'name')).toEqual(['parts', 1, 'steps', 0, 'title'])
  expect(back('pieces', 9, 'operations', 9)).toEqual(['parts', 9, 'steps', 9])
  expect(back('Idempotency-Key')).toEqual(['Idempotency-Key'])
  expect(back()).toEqual([])
})

test('a vocabulary both ways: a filter means all that is shown by the word', () => {
  const light = words<'red' | 'amber' | 'green', 'stop' | 'go', 'halt'>(
    { red: 'stop', amber: 'stop', green: 'go' },
    { stop: 'red', go: 'green', halt: 'red' },
  )
  expect(light.theirs('amber')).toBe('stop')
  expect([light.ours('halt'), light.ours('go'), light.ours('fly'), light.ours(7)]).toEqual(['red', 'green', 'fly', 7])
  expect(light.all_ours('halt')).toEqual(['red', 'amber'])
  expect(light.all_ours('fly')).toEqual(['fly'])
})
