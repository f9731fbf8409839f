import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { webhookRetried } from './events.ts'
import { locked_webhook, webhookOff, webhookUnknown } from './webhook.ts'

const most = 1000

export const retry_failed = verb({
  name: 'webhooks.retry_failed',
  does: `Tries a webhook’s failed deliveries once more, the oldest first and at most ${most} a call.`,
  kind: 'writes',
  allow: atLeast('admin'),
  input: z.object({ id: Id }),
  output: z.object({
    id: Id,
    retried: z.number().int(),
    has_more: z.boolean().meta({ description: 'Others have failed too: call again.' }),
  }),
  refuses: [webhookUnknown, webhookOff],
  reports: [webhookRetried],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id }) {
    const webhook = await locked_webhook(context, id)
    if (!webhook.is_active) throw webhookOff.because()
    const found = await context.read<{ id: string }>`
      select id from deliveries where webhook_id = ${id} and status = 'failed' order by event_xid, event_seq limit ${most + 1} for no key update`
    const ids = found.slice(0, most).map((row) => row.id)
    if (ids.length === 0) return { id, retried: 0, has_more: false }
    // Of those about the same thing the oldest goes first, and the others wait behind it.
    context.write`update deliveries set status = 'pending', tries = 0, finished_at = null, outcome = null, answered = null,
        due_at = case when again.place = 1 then ${context.now}::timestamptz end
      from (select d.id, row_number() over (partition by d.about_id order by d.event_xid, d.event_seq) as place
        from deliveries d where d.id = any(${ids}::uuid[])) again
      where deliveries.id = again.id`
    context.report(webhookRetried, { webhook_id: id, retried: ids.length })
    return { id, retried: ids.length, has_more: found.length > ids.length }
  },
})
