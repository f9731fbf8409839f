import { task } from '../../kernel/task.ts'
import { moment } from '../../kernel/time.ts'

const day_ms = 24 * 3600_000

/** Nothing here is a fact about the shop, so it is really deleted. */
export const clear_out = task({
  name: 'people.clear_out',
  does: 'Deletes expired answers to repeats, sessions over for a week and failed sign-ins of yesterday.',
  every: '23 * * * *',
  async run(context) {
    const before = (days: number): string => moment(Date.parse(context.now) - days * day_ms)
    context.write`delete from idempotency where expires_at <= ${context.now}`
    context.write`delete from sessions where least(ended_at, expires_at) < ${before(7)}`
    // These belong to no company; whichever one's turn comes first clears them for all.
    context.write`delete from sign_in_failures where failed_at < ${before(1)}`
  },
})
