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

export interface Claimed {
  readonly id: string
  readonly webhook_id: string
  readonly event_id: string
  readonly event: string
  readonly body: string
  readonly attempts: number
  readonly url: string
  readonly format: Format
  /** The newest first. */
  readonly secrets: readonly string[]
}

/** Takes so many due deliveries of each webhook for this process; others pass over them. */
export const claim = (context: Context, wanted: readonly Wanted[]): Promise<Claimed[]> =>
  context.read<Claimed>`
    with picked as (
      select p.id from jsonb_to_recordset(${json(wanted)}::jsonb) as w (webhook_id uuid, most integer) cross join lateral (
        select d.id from deliveries d
        where d.webhook_id = w.webhook_id and d.status = 'pending' and d.due_at is not null and d.due_at <= ${context.now}
        order by d.due_at limit w.most for update skip locked) p)
    update deliveries set due_at = ${moment(Date.parse(context.now) + lease_ms)}, attempts = deliveries.attempts + 1
    from picked, webhooks where deliveries.id = picked.id and webhooks.id = deliveries.webhook_id
      and webhooks.is_active and webhooks.paused_at is null and webhooks.deleted_at is null
    returning deliveries.id, deliveries.webhook_id, deliveries.event_id, deliveries.event, deliveries.body, deliveries.attempts,
      webhooks.url, webhooks.format, array(select s.secret from webhook_secrets s where s.webhook_id = webhooks.id
        and (s.expires_at is null or s.expires_at > ${context.now}) order by s.id desc) as secrets`

/** What was taken and not tried, because the process ends: the next one has it at once. */
export const give_back = (context: Context, claimed: readonly { readonly id: string; readonly attempts: number }[]): void =>
  context.write`update deliveries set due_at = ${context.now}, attempts = deliveries.attempts - 1
    from jsonb_to_recordset(${json(claimed)}::jsonb) as c (id uuid, attempts integer)
    where deliveries.id = c.id and deliveries.attempts = c.attempts and deliveries.status = 'pending'`
