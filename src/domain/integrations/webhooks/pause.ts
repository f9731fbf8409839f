import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { webhookPaused } from './events.ts'
import { locked_webhook, Webhook, webhookUnknown } from './webhook.ts'

export const pause = verb({
  name: 'webhooks.pause',
  does: 'Holds a webhook’s deliveries back. What happens meanwhile is kept for it, and sent in order when it is resumed.',
  kind: 'writes',
  allow: atLeast('admin'),
  input: z.object({ id: Id }),
  output: Webhook,
  refuses: [webhookUnknown],
  reports: [webhookPaused],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id }) {
    const webhook = await locked_webhook(context, id)
    if (webhook.paused_at !== null) return webhook
    const columns = { paused_at: context.now, updated_at: context.now }
    context.change('webhooks', id, columns)
    context.report(webhookPaused, { webhook_id: id })
    return { ...webhook, ...columns }
  },
})
