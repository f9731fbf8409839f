import { z } from 'zod'
import { type Outcome, outcomes } from '../../../domain/integrations/deliveries/delivery.ts'
import { meskit_events } from '../../../domain/integrations/webhooks/format.ts'
import { verbs } from '../../../domain/verbs.gen.ts'
import type { Actor } from '../../../kernel/context.ts'
import type { Output } from '../../../kernel/verb.ts'
import type { Row } from '../dialect.ts'
import {
  a,
  created_at,
  Deleted,
  deleted,
  id,
  link,
  maybe,
  maybe_moment,
  maybe_whole,
  moment,
  Nothing,
  Owned,
  owned,
  text,
  whole,
} from './members.ts'
import { listing, tool } from './tool.ts'

const chapter = 'Webhooks'
const configure = { chapter, group: 'configure' } as const

const Webhook = z
  .strictObject({
    id,
    ...Owned,
    url: text('Where it is sent to.'),
    events: z.array(z.string()).meta({ description: 'What is told; `*` is all.' }),
    is_active: z.boolean().meta({ description: 'Whether it is told anything.' }),
    created_at,
    updated_at: moment('When it was last changed.'),
  })
  .meta({ id: 'Webhook' })
const webhook_out = (webhook: Output<(typeof verbs)['webhooks.get']>, asker: Actor): z.input<typeof Webhook> => ({
  id: webhook.id,
  ...owned(asker),
  url: webhook.url,
  events: webhook.events,
  is_active: webhook.is_active,
  created_at: webhook.created_at,
  updated_at: webhook.updated_at,
})

const fields = {
  url: z.string().meta({ description: 'Where to send to, by http or https.', examples: ['https://erp.example.com/hooks/meskit'] }),
  events: z
    .array(z.enum([...meskit_events, '*']))
    .min(1)
    .meta({ description: 'What to tell; `*` is all.', examples: [['unit_moved', 'quality_event']] }),
  is_active: z.boolean().meta({ description: 'Switched off it is told nothing, and what it missed is not told later.' }),
}

const Delivery = z
  .strictObject({
    id,
    webhook_id: link('The subscription.'),
    event: text('What happened.'),
    payload: z.record(z.string(), z.json()).nullable().meta({ description: 'The body, as it is sent.' }),
    status: z.enum(['pending', 'delivered', 'failed']).meta({ description: 'How it stands.' }),
    attempts: whole('How often it was tried.'),
    response_status: maybe_whole('What the receiver answered last.'),
    error: maybe('Why it has not arrived, where it has not.'),
    next_attempt_at: maybe_moment('When it is tried next.'),
    created_at,
    delivered_at: maybe_moment('When it arrived.'),
  })
  .meta({ id: 'WebhookDelivery' })
const why = (outcome: Outcome | null): string | null => (outcome === null || outcome === 'delivered' ? null : outcomes[outcome])

export const webhook_rows: readonly Row[] = [
  listing('list_webhooks', verbs['webhooks.list'], {
    chapter,
    says: 'Lists webhook subscriptions, newest first, never their secrets.',
    input: Nothing,
    takes: {},
    adds: { format: 'meskit' },
    one: Webhook,
    gives: webhook_out,
  }),
  tool('create_webhook', verbs['webhooks.create'], {
    ...configure,
    says: 'Tells an address of what happens from now on, signed. The secret is shown this once.',
    input: z.object({
      url: fields.url,
      events: fields.events.optional(),
      secret: z.string().min(16).max(255).optional().meta({ description: 'What to sign with. Left out, one is made.' }),
      is_active: fields.is_active.optional(),
    }),
    takes: { url: 'url', events: { to: 'events' }, secret: 'secret', is_active: 'is_active' },
    adds: { format: 'meskit', events: ['*'] },
    data: Webhook.extend({ secret: text('What deliveries are signed with. Shown this once.') }).meta({ id: 'WebhookWithSecret' }),
    gives: (webhook, _given, asker) => ({ ...webhook_out(webhook, asker), secret: webhook.secret }),
  }),
  tool('update_webhook', verbs['webhooks.update'], {
    ...configure,
    says: 'Changes a webhook subscription, or switches it on or off.',
    input: z.object({
      id: a('The subscription.'),
      url: fields.url.optional(),
      events: fields.events.optional(),
      is_active: fields.is_active.optional(),
    }),
    takes: { id: 'id', url: 'url', events: { to: 'events' }, is_active: 'is_active' },
    data: Webhook,
    gives: (webhook, _given, asker) => webhook_out(webhook, asker),
  }),
  tool('delete_webhook', verbs['webhooks.delete'], {
    ...configure,
    says: 'Removes a webhook subscription. Nothing more is sent.',
    input: z.object({ id: a('The subscription.') }),
    takes: { id: 'id' },
    data: Deleted,
    gives: deleted,
  }),
  listing('list_webhook_deliveries', verbs['deliveries.list'], {
    chapter,
    says: 'Lists what was or will be sent to webhooks, newest first.',
    input: z.object({
      webhook_id: a('Only those of this subscription.').optional(),
      event: z.enum(meskit_events).optional().meta({ description: 'Only those of this event.' }),
      status: Delivery.shape.status.optional().meta({ description: 'Only those that stand so.' }),
    }),
    takes: { webhook_id: 'webhook_id', event: 'event', status: { to: 'status', as: (status) => [status] } },
    adds: { expand: ['payload'], format: 'meskit' },
    one: Delivery,
    gives: (delivery) => ({
      id: delivery.id,
      webhook_id: delivery.webhook_id,
      event: delivery.event,
      payload: delivery.payload ?? null,
      status: delivery.status,
      attempts: delivery.attempt_count,
      response_status: delivery.last_status,
      error: why(delivery.last_outcome),
      next_attempt_at: delivery.due_at,
      created_at: delivery.created_at,
      delivered_at: delivery.status === 'delivered' ? delivery.finished_at : null,
    }),
  }),
]
