import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { read_webhook, Webhook, webhookUnknown } from './webhook.ts'

export const get = verb({
  name: 'webhooks.get',
  does: 'Shows one webhook, never its secret.',
  kind: 'reads',
  allow: atLeast('admin'),
  input: z.object({ id: Id }),
  output: Webhook,
  refuses: [webhookUnknown],
  reports: [],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  run: (context, { id }) => read_webhook(context, id),
})
