import { z } from 'zod'
import { changes_between } from '../../../kernel/changes.ts'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { webhookUpdated } from './events.ts'
import { give_up_waiting, hear_from_now, lock_reader } from './switch.ts'
import {
  assert_reachable,
  faults_of_events,
  faults_of_url,
  locked_webhook,
  Webhook,
  webhook_fields,
  webhookStale,
  webhookUnknown,
  without_path,
} from './webhook.ts'

const Url = z.object({ url: z.unknown() }).catch({ url: undefined })

export const update = verb({
  name: 'webhooks.update',
  does: 'Changes a webhook or switches it on or off. Its format stays as it is.',
  kind: 'writes',
  allow: atLeast('admin'),
  input: z.object({ id: Id, ...z.object(webhook_fields).partial().shape }),
  output: Webhook,
  refuses: [webhookUnknown, webhookStale],
  reports: [webhookUpdated],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', events: ['job.completed'] } }],
  faults: (raw) => faults_of_url(Url.parse(raw).url),
  async run(context, { id, ...given }) {
    if (given.url !== undefined) assert_reachable(context, given.url)
    if (given.is_active) await lock_reader(context)
    const webhook = await locked_webhook(context, id)
    if (context.expected_revision !== null && context.expected_revision !== webhook.revision) throw webhookStale.because()
    for (const { path, rule, message } of faults_of_events(webhook.format, given.events ?? [])) context.problem(path, rule, message)
    context.settle()
    const changes = changes_between(webhook, given)
    if (changes.none) return webhook
    const switched = changes.columns.is_active !== undefined
    const cleared = switched ? { failing_since: null, switched_off_at: null } : {}
    const columns = { ...changes.columns, ...cleared, revision: webhook.revision + 1, updated_at: context.now }
    context.change('webhooks', id, switched ? { ...columns, not_before: null } : columns)
    if (switched && given.is_active) hear_from_now(context, id)
    if (switched && !given.is_active) give_up_waiting(context, id)
    context.report(webhookUpdated, { webhook_id: id, changes: without_path(changes.told) })
    return { ...webhook, ...columns }
  },
})
