import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { type Problem, refusal } from '../../../kernel/errors.ts'
import { Revision, Text } from '../../../kernel/fields.ts'
import { Id, new_id } from '../../../kernel/id.ts'
import { sql } from '../../../kernel/sql.ts'
import { Moment } from '../../../kernel/time.ts'
import { judge_host, read_allowed } from './address.ts'
import { can_be_asked, Format } from './format.ts'

const longest_url = 2048

export const webhook_fields = {
  url: z
    .string()
    .trim()
    .max(longest_url)
    .meta({ description: 'Where to send to, by http or https.', examples: ['https://erp.example.com/hooks/gemba'] }),
  events: z
    .array(z.string().max(100))
    .min(1)
    .max(200)
    .meta({ description: 'Names of events in the words of the format, all of one noun (`job.*`), or `*`.', examples: [['job.*']] }),
  description: Text.nullable(),
  is_active: z.boolean().meta({ description: 'Switched off it is told nothing, and what it missed is not told later.' }),
}

export const Webhook = z
  .object({
    id: Id,
    ...webhook_fields,
    format: Format,
    paused_at: Moment.nullable().meta({ description: 'Since when its deliveries wait.' }),
    failing_since: Moment.nullable().meta({ description: 'Since when nothing could be delivered, where the last attempt failed.' }),
    switched_off_at: Moment.nullable().meta({ description: 'When it was switched off by itself, after five days of failure.' }),
    created_at: Moment,
    updated_at: Moment,
    revision: Revision,
  })
  .meta({ id: 'Webhook', description: 'Where somebody wants to be told of what happens.' })
export type Webhook = z.output<typeof Webhook>

export const WebhookWithSecret = Webhook.extend({
  secret: z.string().meta({ description: 'What deliveries are signed with. Shown this once.', secret: true }),
})
export const SecretGiven = z
  .string()
  .max(255)
  .optional()
  .meta({ description: 'Left out, one is made: `whsec_…` for `gemba`, else 64 characters.', secret: true })

export const webhook_columns = sql`webhooks.id, webhooks.url, webhooks.format, webhooks.events, webhooks.description, webhooks.is_active,
  webhooks.paused_at, webhooks.failing_since, webhooks.switched_off_at, webhooks.created_at, webhooks.updated_at, webhooks.revision`

export const most_webhooks = 100

export const webhookUnknown = refusal('not_found', 'webhook_unknown', 'There is no such webhook.')
export const webhookStale = refusal('stale', 'webhook_stale', 'The webhook was changed since you read it. Read it again.')
export const webhookOff = refusal('conflict', 'webhook_off', 'The webhook is switched off or paused. Resume it first.')
export const tooManyWebhooks = refusal('conflict', 'too_many_webhooks', `A company may have ${most_webhooks} webhooks.`)

export async function read_webhook(context: Context, id: string): Promise<Webhook> {
  const [row] = await context.read<Webhook>`select ${webhook_columns} from webhooks where id = ${id} and deleted_at is null`
  if (!row) throw webhookUnknown.because(`There is no webhook ${id}.`)
  return row
}

export function locked_webhook(context: Context, id: string): Promise<Webhook> {
  context.read`select id from webhooks where id = ${id} for no key update`
  return read_webhook(context, id)
}

/** What is wrong with an address that anybody can see. */
export function faults_of_url(url: unknown): Problem[] {
  if (typeof url !== 'string' || url.trim().length > longest_url) return []
  const read = URL.parse(url.trim())
  const fault = (message: string): Problem[] => [{ path: ['url'], rule: 'format', message }]
  if (!read || (read.protocol !== 'http:' && read.protocol !== 'https:'))
    return fault('Give an address that begins with https:// or http://.')
  if (read.username !== '' || read.password !== '') return fault('No name and password in the address, please: every delivery is signed.')
  return []
}

/** What only this server can say: whether it would ever connect there. */
export function assert_reachable(context: Context, url: string): void {
  const read = URL.parse(url)
  if (!read || judge_host(read.hostname, read_allowed(context.webhook_allow)) !== 'blocked') return
  context.problem(['url'], 'format', `${read.hostname} is an address of this server or its network; webhooks do not go there.`)
  context.settle()
}

export const faults_of_events = (format: Format, events: readonly unknown[]): Problem[] =>
  events.flatMap((one, at) =>
    typeof one !== 'string' || can_be_asked(format, one)
      ? []
      : [{ path: ['events', at], rule: 'choice' as const, message: `There is no event ${one.slice(0, 100)} in the format ${format}.` }],
  )

export const keep_secret = (context: Context, webhook_id: string, secret: string): void =>
  context.insert('webhook_secrets', [{ id: new_id(), webhook_id, secret, created_at: context.now }])

/** An address may hold what opens a door; the log, which more people read, is told its host. */
export function without_path(told: Record<string, z.core.util.JSONType>): Record<string, z.core.util.JSONType> {
  const { url, ...others } = told
  if (url === null || typeof url !== 'object' || Array.isArray(url)) return told
  const host = (text: unknown): string => URL.parse(String(text))?.host ?? ''
  return { ...others, url: { before: host(url.before), after: host(url.after) } }
}
