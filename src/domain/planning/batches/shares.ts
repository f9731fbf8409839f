import type { z } from 'zod'
import { moment } from '../../../kernel/time.ts'
import type { Stretch } from '../../operations/time-entries/time-entry.ts'
import type { Distribution } from './batch.ts'

interface Planned {
  readonly planned_s: number | null
}

/**
 * Shares whole seconds: by what is planned where every operation has a plan, and the last takes what is left; else alike, and the first
 * ones take what is left. The shares are never below zero, and their sum is the time, to the second.
 */
export function share_out(
  elapsed_s: number,
  operations: readonly Planned[],
): { distribution: z.output<typeof Distribution>; shares: number[] } {
  const weights = operations.map(({ planned_s }) => planned_s ?? 0)
  const whole = weights.reduce((all, weight) => all + weight, 0)
  if (operations.length === 0) return { distribution: 'none', shares: [] }
  if (weights.every((weight) => weight > 0)) return { distribution: 'weighted', shares: by_weight(elapsed_s, weights, whole) }
  const each = Math.floor(elapsed_s / operations.length)
  const left = elapsed_s - each * operations.length
  return { distribution: 'equal', shares: operations.map((_, at) => each + (at < left ? 1 : 0)) }
}

function by_weight(elapsed_s: number, weights: readonly number[], whole: number): number[] {
  let given = 0
  return weights.map((weight, at) => {
    const left = elapsed_s - given
    const share = at === weights.length - 1 ? left : Math.min(left, Math.round((weight / whole) * elapsed_s))
    given += share
    return share
  })
}

/** The shares one behind the other, so that what is booked overlaps nowhere and adds up. A share ends with the whole at the latest. */
export function stretches_of({ started_at, ended_at }: Stretch, shares: readonly number[]): Stretch[] {
  const end = Date.parse(ended_at)
  let from = Date.parse(started_at)
  return shares.map((share, at) => {
    const started = from
    from = at === shares.length - 1 ? end : Math.min(end, from + share * 1000)
    return { started_at: moment(started), ended_at: moment(from) }
  })
}
