import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seconds_between } from '../../../kernel/time.ts'
import { share_out, stretches_of } from './shares.ts'

const planned = fc.option(fc.integer({ min: 0, max: 100_000 }), { freq: 8 })
const operations = fc.array(fc.record({ planned_s: planned }), { minLength: 1, maxLength: 60 })
const elapsed_ms = fc.oneof(fc.integer({ min: 0, max: 5_000 }), fc.integer({ min: 0, max: 400_000_000 }))
const total = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0)

test('the shares are never below zero and add up to the time, and so does what is booked', () => {
  fc.assert(
    fc.property(elapsed_ms, operations, fc.integer({ min: 0, max: 999 }), (ms, given, offset) => {
      const start = Date.UTC(2026, 0, 5) + offset
      const whole = { started_at: new Date(start).toISOString(), ended_at: new Date(start + ms).toISOString() }
      const elapsed_s = seconds_between(whole.started_at, whole.ended_at)
      const { shares, distribution } = share_out(elapsed_s, given)
      expect(total(shares)).toBe(elapsed_s)
      for (const share of shares) expect(share).toBeGreaterThanOrEqual(0)
      expect(distribution).toBe(given.every(({ planned_s }) => (planned_s ?? 0) > 0) ? 'weighted' : 'equal')

      const booked = stretches_of(whole, shares)
      expect(booked.map(({ started_at, ended_at }) => seconds_between(started_at, ended_at))).toEqual(shares)
      expect(booked.at(0)?.started_at).toBe(whole.started_at)
      expect(booked.at(-1)?.ended_at).toBe(whole.ended_at)
      for (const { started_at, ended_at } of booked) expect(started_at <= ended_at).toBe(true)
    }),
    { numRuns: 2000 },
  )
})

test('by plan, the last takes what is left; without, the first ones do', () => {
  const by = (...weights: (number | null)[]) =>
    share_out(
      100,
      weights.map((planned_s) => ({ planned_s })),
    ).shares
  expect(by(1, 1, 1)).toEqual([33, 33, 34])
  expect(by(50, 30, 20)).toEqual([50, 30, 20])
  expect(by(null, 30, 20)).toEqual([34, 33, 33])
  expect(share_out(2, Array(4).fill({ planned_s: 5 })).shares).toEqual([1, 1, 0, 0])
  expect(share_out(10, [])).toEqual({ distribution: 'none', shares: [] })
})
