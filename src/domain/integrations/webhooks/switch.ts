import type { Context } from '../../../kernel/context.ts'

/**
 * The reader of the log is locked first, then webhooks. Where no webhook listens, nobody needs what lies behind: it goes on from here,
 * so that a first webhook does not make it read years. What is switched on in a later statement hears all that is not behind it.
 */
export async function lock_reader(context: Context): Promise<void> {
  context.write`insert into webhook_readers (xid, seq) values (pg_snapshot_xmin(pg_current_snapshot()), 0) on conflict do nothing`
  await context.read`select from webhook_readers for no key update`
  context.write`update webhook_readers set xid = pg_snapshot_xmin(pg_current_snapshot()), seq = 0
    where not exists (select from webhooks where is_active and deleted_at is null)`
}

/** From now on, and nothing of what happened while it was off. */
export const hear_from_now = (context: Context, webhook_id: string): void =>
  context.write`update webhooks set since = pg_current_snapshot() where id = ${webhook_id}`

/** Whatever still waits is not sent any more; `webhooks.retry_failed` can have it sent later. */
export const give_up_waiting = (context: Context, webhook_id: string): void =>
  context.write`update deliveries set status = 'failed', outcome = 'switched_off', due_at = null, finished_at = ${context.now}
    where webhook_id = ${webhook_id} and status = 'pending'`
