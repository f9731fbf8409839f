import { expect, test } from 'vitest'
import { MomentGiven } from './time.ts'

test.each([
  ['2026-03-02T09:30:00+02:00', '2026-03-02T07:30:00.000Z'],
  ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
  ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
])('%s is taken', (given, taken) => {
  expect(MomentGiven.parse(given)).toBe(taken)
})

test.each(['9999-12-31T23:59:59-14:00', '0001-01-01T00:00:00+14:00', '0000-12-31T00:00:00Z', '2026-02-30T00:00:00Z', 'soon', '2026-03-02'])(
  '%s is no moment',
  (given) => {
    expect(MomentGiven.safeParse(given).success).toBe(false)
  },
)
