import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { webhookResumed } from './events.ts'
import { hear_from_now, lock_reader } from './switch.ts'
import { locked_webhook, Webhook, webhookUnknown } from './webhook.ts'

export const resume = verb({
  name: 'webhooks.resume',
  does: 'Lets a webhook’s deliveries go on, after a pause or after it was switched off.',
  kind: 'writes',
  allow: atLeast('admin'),
  input: z.object({ id: Id }),
  output: Webhook,
  refuses: [webhookUnknown],
  reports: [webhookResumed],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id }) {
    await lock_reader(context)
    const webhook = await locked_webhook(context, id)
    if (webhook.is_active && webhook.paused_at === null) return webhook
    const columns = { is_active: true, paused_at: null, failing_since: null, switched_off_at: null, updated_at: context.now }
    context.change('webhooks', id, { ...columns, not_before: null })
    if (!webhook.is_active) hear_from_now(context, id)
    context.report(webhookResumed, { webhook_id: id })
    return { ...webhook, ...columns }
  },
})
