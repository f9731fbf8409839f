import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { webhookDeleted } from './events.ts'
import { give_up_waiting } from './switch.ts'
import { locked_webhook, webhookUnknown } from './webhook.ts'

export const remove = verb({
  name: 'webhooks.delete',
  does: 'Removes a webhook with its secrets. Nothing more is sent; what was sent stays on record for a while.',
  kind: 'writes',
  allow: atLeast('admin'),
  input: z.object({ id: Id }),
  output: z.object({ id: Id }),
  refuses: [webhookUnknown],
  reports: [webhookDeleted],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id }) {
    await locked_webhook(context, id)
    context.change('webhooks', id, { deleted_at: context.now, is_active: false })
    context.write`delete from webhook_secrets where webhook_id = ${id}`
    give_up_waiting(context, id)
    context.report(webhookDeleted, { webhook_id: id })
    return { id }
  },
})
