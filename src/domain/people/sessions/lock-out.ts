import ipaddr from 'ipaddr.js'
import type { Context } from '../../../kernel/context.ts'
import { refusal } from '../../../kernel/errors.ts'
import { new_id } from '../../../kernel/id.ts'
import { moment, seconds_between } from '../../../kernel/time.ts'

const window_ms = 15 * 60_000
const most = { of_account: 5, of_address: 100 } as const

export const tooManyFailures = refusal('rate_limited', 'too_many_failures', 'Too many failed attempts to sign in. Wait, then try again.')

/** Whom and whence failures are counted for. Only failures count, never a sign-in that went well. */
export interface Attempt {
  readonly account_hash: string
  readonly address: string
}

/** One subscriber has a whole /64 of IPv6, so that is counted as one address. */
export function counted_address(address: string): string {
  if (!ipaddr.isValid(address)) return address
  const read = ipaddr.process(address)
  return read instanceof ipaddr.IPv6 ? `${new ipaddr.IPv6([...read.parts.slice(0, 4), 0, 0, 0, 0]).toString()}/64` : read.toString()
}

/** Attempts on one account, or from one address, take their turn from here on, so that fifty at once are counted one by one. */
export function take_turn(context: Context, { account_hash, address }: Attempt): void {
  context.read`select pg_advisory_xact_lock(hashtextextended(${account_hash}, 3))`
  context.read`select pg_advisory_xact_lock(hashtextextended(${address}, 3))`
}

/** The fifth latest failure (or the hundredth) is what has to grow old before the next attempt. */
export async function assert_not_locked_out(context: Context, { account_hash, address }: Attempt): Promise<void> {
  const since = moment(Date.parse(context.now) - window_ms)
  const [found] = await context.read<{ blocked_by: string | null }>`select greatest(
    (select failed_at from sign_in_failures where account_hash = ${account_hash} and failed_at > ${since}
      order by failed_at desc offset ${most.of_account - 1} limit 1),
    (select failed_at from sign_in_failures where address = ${address} and failed_at > ${since}
      order by failed_at desc offset ${most.of_address - 1} limit 1)) as blocked_by`
  if (!found?.blocked_by) return
  const retry_after_s = Math.max(1, seconds_between(context.now, moment(Date.parse(found.blocked_by) + window_ms)))
  throw tooManyFailures.because(undefined, { retry_after_s })
}

export function note_failure(context: Context, attempt: Attempt): void {
  context.insert('sign_in_failures', [{ id: new_id(), ...attempt, failed_at: context.now }])
}
