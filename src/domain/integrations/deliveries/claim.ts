import type { Context } from '../../../kernel/context.ts'
import { json } from '../../../kernel/sql.ts'
import { moment } from '../../../kernel/time.ts'
import type { Format } from '../webhooks/format.ts'

/** Longer than an attempt can take; whose holder has died falls due again by itself. */
export const lease_ms = 45_000

export interface Wanted {
  readonly webhook_id: string
  readonly most: number
}

interface Waiting {
  readonly id: string
  readonly event_id: string
  readonly event: string
  readonly body: string
  /** How many attempts there were. Who keeps this one finds the same number, or somebody else has kept theirs. */
  readonly attempts: number
}

export interface Claimed extends Waiting {
  readonly webhook_id: string
  readonly url: string
  readonly format: Format
  /** The newest first. */
  readonly secrets: readonly string[]
  /** What stands behind it and may go at once when it has arrived, in order. Nobody else takes these before it is done with. */
  readonly behind: readonly Waiting[]
}

const most_behind = 20
const most_bytes_behind = 256 * 1024

/** Takes so many due deliveries of each webhook for this process; others pass over them. */
export const claim = (context: Context, wanted: readonly Wanted[]): Promise<Claimed[]> =>
  context.read<Claimed>`
    update deliveries set due_at = ${moment(Date.parse(context.now) + lease_ms)}
    from webhooks where deliveries.id = any(array(
        select p.id from jsonb_to_recordset(${json(wanted)}::jsonb) as w (webhook_id uuid, most integer) cross join lateral (
          select d.id from deliveries d
          where d.webhook_id = w.webhook_id and d.status = 'pending' and d.due_at is not null and d.due_at <= ${context.now}
          order by d.due_at limit w.most for update skip locked) p))
      and webhooks.id = deliveries.webhook_id and webhooks.is_active and webhooks.paused_at is null and webhooks.deleted_at is null
    returning deliveries.id, deliveries.webhook_id, deliveries.event_id, deliveries.event, deliveries.body, deliveries.attempts,
      webhooks.url, webhooks.format, array(select s.secret from webhook_secrets s where s.webhook_id = webhooks.id
        and (s.expires_at is null or s.expires_at > ${context.now}) order by s.id desc) as secrets,
      (select coalesce(json_agg(b order by b.event_xid, b.event_seq), '[]') from (
        select n.id, n.event_id, n.event, n.body, n.attempts, n.event_xid, n.event_seq,
          sum(octet_length(n.body)) over (order by n.event_xid, n.event_seq) as bytes
        from (select * from deliveries n
          where n.webhook_id = deliveries.webhook_id and n.about_id = deliveries.about_id and n.status = 'pending' and n.due_at is null
            and (n.event_xid, n.event_seq) > (deliveries.event_xid, deliveries.event_seq)
          order by n.event_xid, n.event_seq limit ${most_behind}) n) b
        where b.bytes <= ${most_bytes_behind}) as behind`

/** What was taken and not tried, because the process ends: the next one has it at once. */
export const give_back = (context: Context, claimed: readonly { readonly id: string; readonly attempts: number }[]): void =>
  context.write`update deliveries set due_at = ${context.now}
    from jsonb_to_recordset(${json(claimed)}::jsonb) as c (id uuid, attempts integer)
    where deliveries.id = c.id and deliveries.attempts = c.attempts and deliveries.status = 'pending' and deliveries.due_at is not null`
