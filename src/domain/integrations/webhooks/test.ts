import { z } from 'zod'
import { Id, new_id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { webhookTest } from './events.ts'
import { test_event } from './format.ts'
import { locked_webhook, webhookOff, webhookUnknown } from './webhook.ts'

export const test = verb({
  name: 'webhooks.test',
  does: 'Sends the event `webhook.test` to this webhook alone. What came of it is at `/v1/deliveries/{delivery_id}`.',
  kind: 'writes',
  allow: atLeast('admin'),
  input: z.object({ id: Id }),
  output: z.object({ id: Id, delivery_id: Id }),
  refuses: [webhookUnknown, webhookOff],
  reports: [webhookTest],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id }) {
    const { is_active, paused_at } = await locked_webhook(context, id)
    if (!is_active || paused_at !== null) throw webhookOff.because()
    const delivery_id = new_id()
    const event_id = context.report(webhookTest, { webhook_id: id })
    // It is worded and sent when the log is read, like any other.
    context.insert('deliveries', [
      {
        id: delivery_id,
        webhook_id: id,
        event_id,
        about_id: event_id,
        event: test_event,
        status: 'pending',
        attempts: 0,
        tries: 0,
        created_at: context.now,
      },
    ])
    return { id, delivery_id }
  },
})
