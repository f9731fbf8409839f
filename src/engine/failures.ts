import { GembaError } from '../kernel/errors.ts'

interface DatabaseFailure {
  readonly code?: string
  readonly constraint?: string
  readonly message: string
}

const failed_before = '25P02'
const unique = '23505'
const foreign_key = '23503'
const out_of_range = new Set(['22003', '22P02', '22008', '22007', '22021', '22P05'])
const repeatable = new Set(['40001', '40P01'])
const timed_out = new Set(['55P03', '57014', '25P03', '25P04'])
const going_down = /^(08|57P0|53)/
const no_connection = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT', 'XX000'])

const shape_of = (failure: unknown): DatabaseFailure => (failure instanceof Error ? failure : { message: String(failure) })

export const may_be_repeated = (error: unknown): boolean => error instanceof GembaError && error.reason === 'try_again'

/** The connection is gone: whatever was under way is rolled back by the server, but for a commit that was already sent. */
export function is_connection_lost(failure: unknown): boolean {
  const { code, message } = shape_of(failure)
  if (code !== undefined) return no_connection.has(code) || going_down.test(code)
  return /Connection terminated|connection error|not queryable|timeout exceeded when trying to connect|Client was closed/i.test(message)
}

export const unavailable = (cause: unknown): GembaError =>
  new GembaError('unavailable', 'database_away', 'The database is restarting. Nothing was changed; try again in a moment.', {
    cause,
    facts: { retry_after_s: 1 },
  })

/** The first failure is the cause; those behind it only say that the transaction had already failed. */
export function of_database(failures: readonly unknown[], conflicts: ReadonlyMap<string, GembaError> = new Map()): GembaError {
  const first = failures.find((failure) => shape_of(failure).code !== failed_before) ?? failures[0]
  if (first instanceof GembaError) return first
  const { code = '', constraint = '' } = shape_of(first)
  const details = { cause: first }
  const declared = conflicts.get(constraint)
  if (declared) return declared
  if (code === unique)
    return new GembaError(
      'conflict',
      'already_there',
      'Something else just took that name, number or place. Read it again, then decide.',
      details,
    )
  if (code === foreign_key)
    return new GembaError('conflict', 'reference_gone', 'Something this refers to has just gone. Read it again, then decide.', details)
  if (out_of_range.has(code)) return new GembaError('invalid', 'value_out_of_range', 'A value is too large or cannot be stored.', details)
  if (repeatable.has(code))
    return new GembaError('unavailable', 'try_again', 'Too many changed the same thing at once. Nothing was changed; try again.', {
      ...details,
      facts: { retry_after_s: 1 },
    })
  if (timed_out.has(code))
    return new GembaError('unavailable', 'took_too_long', 'This waited too long for others. Nothing was changed; try again.', {
      ...details,
      facts: { retry_after_s: 2 },
    })
  if (is_connection_lost(first)) return unavailable(first)
  return new GembaError('bug', 'unexpected', 'Something went wrong on our side. Give the request id when you report it.', details)
}
