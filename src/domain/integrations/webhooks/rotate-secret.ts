import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { Moment, moment } from '../../../kernel/time.ts'
import { verb } from '../../../kernel/verb.ts'
import { webhookRotated } from './events.ts'
import { format_rules } from './format.ts'
import { keep_secret, locked_webhook, SecretGiven, WebhookWithSecret, webhookUnknown } from './webhook.ts'

const overlap_ms = 24 * 3600_000

export const rotate_secret = verb({
  name: 'webhooks.rotate_secret',
  does: 'Gives a webhook a new secret, shown this once. In the format `gemba` the one before signs along for 24 hours.',
  kind: 'writes',
  allow: atLeast('admin'),
  input: z.object({ id: Id, secret: SecretGiven }),
  output: WebhookWithSecret.extend({ overlap_until: Moment.meta({ description: 'Until when the secret before signs along.' }) }),
  refuses: [webhookUnknown],
  reports: [webhookRotated],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id, secret: chosen }) {
    const webhook = await locked_webhook(context, id)
    const { make, fault } = format_rules[webhook.format].secret
    const wrong = chosen === undefined ? null : fault(chosen)
    if (wrong) context.problem(['secret'], wrong.rule, wrong.message)
    context.settle()
    const secret = chosen ?? make()
    const overlap_until = moment(Date.parse(context.now) + overlap_ms)
    context.write`delete from webhook_secrets where webhook_id = ${id} and expires_at <= ${context.now}`
    context.write`update webhook_secrets set expires_at = ${overlap_until} where webhook_id = ${id} and expires_at is null`
    keep_secret(context, id, secret)
    context.change('webhooks', id, { updated_at: context.now })
    context.report(webhookRotated, { webhook_id: id, overlap_until })
    return { ...webhook, updated_at: context.now, secret, overlap_until }
  },
})
