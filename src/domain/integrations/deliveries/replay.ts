import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { locked_webhook, webhookOff, webhookUnknown } from '../webhooks/webhook.ts'
import { Delivery, deliveryPending, deliveryUnknown, read_delivery } from './delivery.ts'
import { deliveryReplayed } from './events.ts'

export const replay = verb({
  name: 'deliveries.replay',
  does: 'Sends a delivery once more, as it was, whatever came of it before. Its retries begin anew.',
  kind: 'writes',
  allow: atLeast('admin'),
  input: z.object({ id: Id }),
  output: Delivery,
  refuses: [deliveryUnknown, deliveryPending, webhookUnknown, webhookOff],
  reports: [deliveryReplayed],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id }) {
    const { webhook_id } = await read_delivery(context, id)
    const webhook = await locked_webhook(context, webhook_id)
    const delivery = await read_delivery(context, id)
    if (delivery.status === 'pending') throw deliveryPending.because()
    if (!webhook.is_active) throw webhookOff.because()
    const columns = { status: 'pending' as const, due_at: context.now, finished_at: null }
    context.change('deliveries', id, { ...columns, tries: 0, outcome: null, answered: null })
    context.report(deliveryReplayed, { delivery_id: id, webhook_id })
    return { ...delivery, ...columns, last_outcome: null, last_status: null }
  },
})
