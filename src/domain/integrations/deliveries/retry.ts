import { moment } from '../../../kernel/time.ts'

const minute = 60
const hour = 60 * minute

/** How long after each failure the next attempt is made; after the last one the delivery has failed. */
export const retries_s = [5, 30, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 10 * hour] as const
const longest_wait_s = hour
/** A webhook to which nothing could be delivered for so long is switched off. */
export const switched_off_after_ms = 5 * 24 * 3600_000

/** When to try again after so many failures; null: not any more. What the receiver asks for counts up to an hour. */
export function next_try(now: string, failures: number, asked_s: number | null): string | null {
  const wait_s = retries_s[failures - 1]
  return wait_s === undefined ? null : after(now, Math.max(wait_s, granted(asked_s)))
}

/** Until when the receiver has asked to be left alone. */
export const left_alone_until = (now: string, asked_s: number | null): string | null => (asked_s ? after(now, granted(asked_s)) : null)

const granted = (asked_s: number | null): number => Math.min(asked_s ?? 0, longest_wait_s)
const after = (now: string, seconds: number): string => moment(Date.parse(now) + seconds * 1000)
