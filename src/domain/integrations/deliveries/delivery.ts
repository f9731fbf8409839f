import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { refusal } from '../../../kernel/errors.ts'
import { Id } from '../../../kernel/id.ts'
import { sql } from '../../../kernel/sql.ts'
import { Moment } from '../../../kernel/time.ts'

export const DeliveryStatus = z.enum(['pending', 'delivered', 'failed']).meta({ id: 'DeliveryStatus' })

/** What can come of an attempt, and what it means. */
export const outcomes = {
  delivered: 'The receiver answered 2xx.',
  refused_by_receiver: 'The receiver answered 4xx or 5xx.',
  redirect: 'The receiver answered 3xx. Redirects are not followed: give the address it points to.',
  timed_out: 'No whole answer within 15 seconds.',
  name_unknown: 'The host’s name has no address.',
  address_blocked: 'The host is at an address of this server’s own network, which its owner has not allowed.',
  connection_failed: 'No connection, or it broke off.',
  tls_failed: 'The receiver’s certificate or its TLS is not right.',
  answer_unreadable: 'What came back is not HTTP.',
  switched_off: 'The webhook was switched off or removed before it was sent.',
} as const
export type Outcome = keyof typeof outcomes

// Every outcome is a key of the table.
const Outcome = z.enum(Object.keys(outcomes) as [Outcome, ...Outcome[]]).meta({
  id: 'Outcome',
  description: Object.entries(outcomes)
    .map(([outcome, says]) => `\`${outcome}\`: ${says}`)
    .join(' '),
})

export const Attempt = z
  .object({
    number: z.number().int(),
    started_at: Moment,
    duration_ms: z.number().int(),
    outcome: Outcome,
    status: z.number().int().nullable().meta({ description: 'What the receiver answered.' }),
    answer: z.string().nullable().meta({ description: 'The beginning of what it said.' }),
    error: z
      .string()
      .nullable()
      .meta({ description: 'What the network said, where there was no whole answer.', examples: ['ECONNREFUSED'] }),
  })
  .meta({ id: 'DeliveryAttempt' })

export const Delivery = z
  .object({
    id: Id,
    webhook_id: Id,
    event_id: Id,
    event: z.string().meta({ description: 'What happened, as the webhook’s format calls it.', examples: ['job.completed'] }),
    status: DeliveryStatus,
    attempt_count: z.number().int(),
    due_at: Moment.nullable().meta({ description: 'When it is tried next; null while it waits behind an older one about the same thing.' }),
    last_outcome: Outcome.nullable(),
    last_status: z.number().int().nullable(),
    created_at: Moment,
    finished_at: Moment.nullable(),
  })
  .meta({ id: 'Delivery', description: 'One event for one webhook.' })
export type Delivery = z.output<typeof Delivery>

export const DeliveryExpand = z
  .array(z.enum(['payload']))
  .default([])
  .meta({ description: 'What to answer along: the `payload`, as it is sent.' })
const Payload = z.record(z.string(), z.json()).nullable().meta({ description: 'As it is sent; null for a moment, until it is worded.' })
export const ExpandedDelivery = Delivery.extend({ payload: Payload.optional() })
export const DeliveryWithAttempts = Delivery.extend({ payload: Payload, attempts: z.array(Attempt) })

export const delivery_columns = sql`deliveries.id, deliveries.webhook_id, deliveries.event_id, deliveries.event, deliveries.status,
  deliveries.attempts as attempt_count, deliveries.due_at, deliveries.outcome as last_outcome, deliveries.answered as last_status,
  deliveries.created_at, deliveries.finished_at`
export const payload_column = sql`deliveries.body::json as payload`

export const deliveryUnknown = refusal('not_found', 'delivery_unknown', 'There is no such delivery.')
export const deliveryPending = refusal('conflict', 'delivery_pending', 'This delivery is still on its way.')

export async function read_delivery(context: Context, id: string): Promise<Delivery> {
  const [row] = await context.read<Delivery>`select ${delivery_columns} from deliveries where id = ${id}`
  if (!row) throw deliveryUnknown.because(`There is no delivery ${id}.`)
  return row
}
