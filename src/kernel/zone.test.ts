import { expect, test } from 'vitest'
import { latest_wall_time, moment_of_wall_time, next_wall_time } from './zone.ts'

const berlin = 'Europe/Berlin'

test('knows summer from winter, also where an hour is missing or comes twice', () => {
  expect(moment_of_wall_time('2026-01-15T14:00', berlin)).toBe('2026-01-15T13:00:00.000Z')
  expect(moment_of_wall_time('2026-07-15T14:00', berlin)).toBe('2026-07-15T12:00:00.000Z')
  expect(moment_of_wall_time('2026-03-29T02:30', berlin)).toBe('2026-03-29T01:30:00.000Z')
  expect(moment_of_wall_time('2026-10-25T02:30', berlin)).toBe('2026-10-25T00:30:00.000Z')
})

test.each([
  ['2026-03-29T12:00:00.000Z', '2026-03-29T12:00:00.000Z', '2026-03-29T20:00:00.000Z'],
  ['2026-03-29T11:59:59.999Z', '2026-03-28T21:00:00.000Z', '2026-03-29T12:00:00.000Z'],
  ['2026-10-25T12:30:00.000Z', '2026-10-24T20:00:00.000Z', '2026-10-25T13:00:00.000Z'],
  ['2026-10-25T22:00:00.000Z', '2026-10-25T21:00:00.000Z', '2026-10-26T13:00:00.000Z'],
])('around %s the shift ends were at %s and %s', (now, before, after) => {
  expect(latest_wall_time(['22:00', '14:00'], berlin, now)).toBe(before)
  expect(next_wall_time(['22:00', '14:00'], berlin, now)).toBe(after)
})

test('knows nothing where nothing is said', () => {
  expect(latest_wall_time([], berlin, '2026-03-29T12:00:00.000Z')).toBeNull()
  expect(next_wall_time([], 'UTC', '2026-03-29T12:00:00.000Z')).toBeNull()
})
