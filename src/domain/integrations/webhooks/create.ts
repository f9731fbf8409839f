import { z } from 'zod'
import type { Problem } from '../../../kernel/errors.ts'
import { new_id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { webhookCreated } from './events.ts'
import { Format, format_rules } from './format.ts'
import { lock_reader } from './switch.ts'
import {
  assert_reachable,
  faults_of_events,
  faults_of_url,
  keep_secret,
  most_webhooks,
  SecretGiven,
  tooManyWebhooks,
  WebhookWithSecret,
  webhook_fields,
} from './webhook.ts'

export const create = verb({
  name: 'webhooks.create',
  does: 'Tells an address of what happens from now on, signed. The secret is shown this once.',
  kind: 'writes',
  allow: atLeast('admin'),
  input: z.object({
    ...webhook_fields,
    format: Format.default('gemba'),
    secret: SecretGiven,
    description: webhook_fields.description.optional(),
    is_active: webhook_fields.is_active.default(true),
  }),
  output: WebhookWithSecret,
  refuses: [tooManyWebhooks],
  reports: [webhookCreated],
  examples: [
    { given: { url: 'https://erp.example.com/hooks/gemba', events: ['job.*', 'operation.completed'] } },
    { given: { url: 'https://erp.example.com/webhooks/eryxon', events: ['job.created', 'ncr.created'], format: 'eryxon' } },
  ],
  faults: faults_of_new,
  async run(context, { secret: chosen, ...given }) {
    assert_reachable(context, given.url)
    await lock_reader(context)
    const [count] = await context.read<{ n: number }>`select count(*) as n from webhooks where deleted_at is null`
    if ((count?.n ?? 0) >= most_webhooks) throw tooManyWebhooks.because()
    const secret = chosen ?? format_rules[given.format].secret.make()
    const { now } = context
    const webhook = { id: new_id(), ...given, description: given.description ?? null, created_at: now, updated_at: now, revision: 1 }
    context.insert('webhooks', [webhook])
    keep_secret(context, webhook.id, secret)
    context.report(webhookCreated, { webhook_id: webhook.id, format: webhook.format })
    return { ...webhook, paused_at: null, failing_since: null, switched_off_at: null, secret }
  },
})

const Loose = z
  .object({ url: z.unknown(), events: z.array(z.unknown()).catch([]), format: Format.catch('gemba'), secret: z.unknown() })
  .partial()
  .catch({})

function faults_of_new(raw: unknown): Problem[] {
  const { url, events = [], format = 'gemba', secret } = Loose.parse(raw)
  const fault = typeof secret === 'string' ? format_rules[format].secret.fault(secret) : null
  return [...faults_of_url(url), ...faults_of_events(format, events), ...(fault ? [{ path: ['secret'], ...fault }] : [])]
}
