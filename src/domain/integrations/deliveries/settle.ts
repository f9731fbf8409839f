import type { Context } from '../../../kernel/context.ts'
import { new_id } from '../../../kernel/id.ts'
import { json, type Row } from '../../../kernel/sql.ts'
import { webhookDisabled } from '../webhooks/events.ts'
import { give_up_waiting } from '../webhooks/switch.ts'
import type { Outcome } from './delivery.ts'
import { left_alone_until, next_try, switched_off_after_ms } from './retry.ts'

/** What came of one attempt. */
export interface Tried {
  readonly id: string
  readonly webhook_id: string
  /** How many attempts there were before: what somebody else has tried since is not overwritten. */
  readonly attempts: number
  readonly started_at: string
  readonly duration_ms: number
  readonly outcome: Outcome
  readonly status: number | null
  readonly answer: string | null
  readonly error: string | null
  readonly retry_after_s: number | null
}

interface Held {
  readonly id: string
  readonly failing_since: string | null
  readonly is_active: boolean
}
interface Standing {
  readonly id: string
  readonly about_id: string
  readonly attempts: number
  readonly tries: number
  readonly status: string
}

/** Keeps the attempts of one company, and lets go on what stood behind those that are done with. */
export async function settle(context: Context, tried: readonly Tried[]): Promise<void> {
  const ids = tried.map(({ id }) => id)
  const webhook_ids = [...new Set(tried.map(({ webhook_id }) => webhook_id))]
  const [webhooks, rows] = await Promise.all([
    context.read<Held>`
      select id, failing_since, is_active from webhooks where id = any(${webhook_ids}::uuid[]) order by id for no key update`,
    context.read<Standing>`select id, about_id, attempts, tries, status from deliveries where id = any(${ids}::uuid[])`,
  ])
  const standing = new Map(rows.map((row) => [row.id, row]))
  context.insert('delivery_attempts', tried.filter(({ id }) => standing.has(id)).map(attempt_row))
  const own = tried.filter(({ id, attempts }) => standing.get(id)?.attempts === attempts && standing.get(id)?.status === 'pending')
  write_standing(
    context,
    own.map((one) => standing_after(context, one, standing.get(one.id)?.tries ?? 0)),
  )
  for (const webhook of webhooks) {
    const of_it = own.filter(({ webhook_id }) => webhook_id === webhook.id)
    if (of_it.length > 0) keep_health(context, webhook, of_it)
  }
}

const attempt_row = ({ id, attempts, started_at, duration_ms, outcome, status, answer, error }: Tried): Row => ({
  id: new_id(),
  delivery_id: id,
  number: attempts + 1,
  started_at,
  duration_ms,
  outcome,
  status,
  answer,
  error,
})

function standing_after(context: Context, { id, attempts, outcome, status, retry_after_s }: Tried, tries: number) {
  const due_at = outcome === 'delivered' ? null : next_try(context.now, tries + 1, retry_after_s)
  const reached = outcome === 'delivered' ? 'delivered' : due_at === null ? 'failed' : 'pending'
  const finished_at = reached === 'pending' ? null : context.now
  return { id, attempts: attempts + 1, status: reached, due_at, tries: tries + 1, outcome, answered: status, finished_at }
}

/** In a statement after the one that ends a delivery, so that it sees which is the next. */
function write_standing(context: Context, after: readonly ReturnType<typeof standing_after>[]): void {
  if (after.length === 0) return
  context.write`update deliveries d
    set status = a.status, due_at = a.due_at, attempts = a.attempts, tries = a.tries, outcome = a.outcome, answered = a.answered,
      finished_at = a.finished_at
    from jsonb_to_recordset(${json(after)}::jsonb) as a (id uuid, status text, due_at timestamptz, attempts integer, tries integer,
      outcome text, answered integer, finished_at timestamptz)
    where d.id = a.id`
  const ended = after.filter(({ status }) => status !== 'pending').map(({ id }) => id)
  if (ended.length === 0) return
  context.write`update deliveries set due_at = ${context.now}
    where due_at is null and status = 'pending' and body is not null and id = any(array(
      select (select n.id from deliveries n where n.webhook_id = d.webhook_id and n.about_id = d.about_id and n.status = 'pending'
        order by n.event_xid, n.event_seq limit 1)
      from deliveries d where d.id = any(${ended}::uuid[])))`
}

/** One delivery that arrives is enough. Five days without one, and it is switched off. */
function keep_health(context: Context, webhook: Held, tried: readonly Tried[]): void {
  const asked = tried.flatMap(({ retry_after_s }) => left_alone_until(context.now, retry_after_s) ?? [])
  const not_before = asked.sort().at(-1) ?? null
  if (not_before !== null) context.change('webhooks', webhook.id, { not_before })
  if (tried.some(({ outcome }) => outcome === 'delivered')) {
    if (webhook.failing_since !== null) context.change('webhooks', webhook.id, { failing_since: null })
    return
  }
  if (webhook.failing_since === null) {
    context.change('webhooks', webhook.id, { failing_since: context.now })
  } else if (webhook.is_active && Date.parse(webhook.failing_since) + switched_off_after_ms <= Date.parse(context.now)) {
    context.change('webhooks', webhook.id, { is_active: false, switched_off_at: context.now })
    give_up_waiting(context, webhook.id)
    context.report(webhookDisabled, { webhook_id: webhook.id, failing_since: webhook.failing_since })
  }
}
