import { last_ms } from '../../../kernel/time.ts'
import { due_of } from './words.ts'

const day_ms = 86_400_000
const day = /^\d{4}-\d\d-\d\d$/

/** Theirs may be a date, which begins at midnight, or a time without a zone; both are UTC. */
export const moment_of = (given: unknown): unknown => (is_day(given) ? `${given.trim()}T00:00:00Z` : due_of(given))

/** The end of what is asked for: a whole day is in it. */
export function end_of(given: unknown): unknown {
  const from = is_day(given) ? Date.parse(`${given.trim()}T00:00:00Z`) : Number.NaN
  return Number.isNaN(from) ? moment_of(given) : new Date(Math.min(from + day_ms, last_ms)).toISOString()
}

const is_day = (given: unknown): given is string => typeof given === 'string' && day.test(given.trim())
