import { z } from 'zod'
import { type Outcome, outcomes } from '../../../domain/integrations/deliveries/delivery.ts'
import { eryxon_events } from '../../../domain/integrations/webhooks/format.ts'
import { verbs } from '../../../domain/verbs.gen.ts'
import type { Output } from '../../../kernel/verb.ts'
import { answer, type Row } from '../dialect.ts'
import { Done, done, Listed, listed } from './envelope.ts'
import { alias, ById, LongText, Paging, paging_takes, Text, Uuid } from './members.ts'

const entity = 'webhook'
const text = z.string().nullable()
const moment = z.iso.datetime()

const EryxonWebhook = z
  .strictObject({
    id: z.string(),
    url: z.string(),
    events: z.array(z.string()),
    event_type: text.meta({ description: 'The event, where it is told of one only.' }),
    active: z.boolean(),
    description: text,
    created_at: moment,
    updated_at: moment,
  })
  .meta({ id: 'EryxonWebhook' })

const webhook_out = (webhook: Output<(typeof verbs)['webhooks.get']>): z.input<typeof EryxonWebhook> => ({
  id: webhook.id,
  url: webhook.url,
  events: webhook.events,
  event_type: webhook.events.length === 1 ? (webhook.events[0] ?? null) : null,
  active: webhook.is_active,
  description: webhook.description,
  created_at: webhook.created_at,
  updated_at: webhook.updated_at,
})

const Events = z
  .array(z.string())
  .min(1)
  .meta({ description: 'Names of events, or `*` for all.', examples: [['job.created', 'job.completed']] })
const EventType = z.enum([...eryxon_events, '*']).meta({ description: 'One event; the same as `events` with one name.' })
const one_of_events = { to: 'events', as: (event: unknown) => [event] } as const
const Secret = z
  .string()
  .min(16)
  .max(255)
  .nullish()
  .meta({ description: 'What to sign with. Left out, one is made; it is shown this once.' })

const list = answer('GET /api-webhooks', verbs['webhooks.list'], {
  entity,
  says: 'Lists webhooks, newest first, never their secrets.',
  query: z.object({
    ...Paging,
    event_type: Text.optional().meta({ description: 'Only those that are told of this event.' }),
    active: z.boolean().optional(),
  }),
  blank: 'absent',
  takes: { ...paging_takes, event_type: 'event', active: 'is_active' },
  adds: { format: 'eryxon', with_total: true },
  reply: Listed({ webhooks: z.array(EryxonWebhook) }),
  gives: (output, asked) => listed({ webhooks: output.data.map(webhook_out) }, output, asked),
})

const get = answer('GET /api-webhooks?id', verbs['webhooks.get'], {
  entity,
  says: 'Shows one webhook.',
  query: ById,
  blank: 'absent',
  takes: { id: 'id' },
  reply: Done({ webhook: EryxonWebhook }),
  gives: (webhook) => done({ webhook: webhook_out(webhook) }),
})

const create = answer('POST /api-webhooks', verbs['webhooks.create'], {
  entity,
  says: 'Tells an address of what happens from now on, signed. The secret is shown this once.',
  body: z
    .object({
      url: z.string(),
      events: Events.optional(),
      event_type: EventType.optional(),
      active: z.boolean().optional(),
      secret: Secret,
      secret_key: alias(Secret, 'secret'),
      description: LongText.nullish(),
    })
    .meta({
      examples: [{ url: 'https://your-erp.com/webhooks/eryxon', events: ['job.created', 'job.completed', 'ncr.created'], active: true }],
    }),
  blank: 'absent',
  takes: {
    url: 'url',
    events: 'events',
    event_type: one_of_events,
    active: 'is_active',
    secret: 'secret',
    secret_key: 'secret',
    description: 'description',
  },
  adds: { format: 'eryxon' },
  success: 201,
  reply: Done({ webhook: EryxonWebhook.extend({ secret: z.string(), secret_key: z.string() }) }),
  gives: ({ secret, ...webhook }) => done({ webhook: { ...webhook_out(webhook), secret, secret_key: secret } }),
})

const update = answer(['PATCH /api-webhooks', 'PUT /api-webhooks'], verbs['webhooks.update'], {
  entity,
  says: 'Changes a webhook, or switches it on or off.',
  query: ById,
  body: z.object({
    url: z.string().optional(),
    events: Events.optional(),
    event_type: EventType.optional(),
    active: z.boolean().optional(),
    description: LongText.nullish(),
  }),
  blank: 'null',
  takes: { id: 'id', url: 'url', events: 'events', event_type: one_of_events, active: 'is_active', description: 'description' },
  needs_a_field: true,
  reply: Done({ webhook: EryxonWebhook }),
  gives: (webhook) => done({ webhook: webhook_out(webhook) }),
})

const remove = answer('DELETE /api-webhooks', verbs['webhooks.delete'], {
  entity,
  says: 'Deletes a webhook. Nothing more is sent.',
  query: ById,
  blank: 'absent',
  takes: { id: 'id' },
  reply: Done({ message: z.string(), webhook_id: z.string() }),
  gives: ({ id }) => done({ message: 'Webhook deleted successfully', webhook_id: id }),
})

const EryxonWebhookLog = z
  .strictObject({
    id: z.string(),
    webhook_id: z.string(),
    event_type: z.string(),
    payload: z.record(z.string(), z.json()).nullable(),
    status_code: z.number().int().nullable().meta({ description: 'What the receiver answered last.' }),
    error_message: text.meta({ description: 'Why it has not arrived, where it has not.' }),
    attempts: z.number().int(),
    created_at: moment,
  })
  .meta({ id: 'EryxonWebhookLog' })

const why = (outcome: Outcome | null): string | null => (outcome === null || outcome === 'delivered' ? null : outcomes[outcome])

const logs = answer('GET /api-webhook-logs', verbs['deliveries.list'], {
  entity: 'webhook_log',
  says: 'Lists what was or will be sent to webhooks, newest first.',
  query: z.object({
    ...Paging,
    webhook_id: Uuid.optional(),
    status_code: z.number().int().optional(),
    event_type: Text.optional(),
  }),
  blank: 'absent',
  takes: { ...paging_takes, webhook_id: 'webhook_id', status_code: 'last_status', event_type: 'event' },
  adds: { expand: ['payload'], with_total: true },
  reply: Listed({ webhook_logs: z.array(EryxonWebhookLog) }),
  gives: (output, asked) => {
    const webhook_logs = output.data.map((delivery) => ({
      id: delivery.id,
      webhook_id: delivery.webhook_id,
      event_type: delivery.event,
      payload: delivery.payload ?? null,
      status_code: delivery.last_status,
      error_message: why(delivery.last_outcome),
      attempts: delivery.attempt_count,
      created_at: delivery.created_at,
    }))
    return listed({ webhook_logs }, output, asked)
  },
})

export const webhook_rows: readonly Row[] = [list, get, create, update, remove, logs]
