import { createHmac } from 'node:crypto'
import { standard_key } from '../../domain/integrations/webhooks/secret.ts'
import type { WebhookFormat } from './format.ts'

/** Our own events as `GET /v1/events` shows them, signed by Standard Webhooks: any of its libraries verifies them. */
export const standard_format: WebhookFormat = {
  called: (name) => name,
  tells_things: false,
  body: (event, called) => JSON.stringify({ type: called, timestamp: event.at, data: event }),
  headers: ({ event_id, body, secrets, at_s }) => ({
    'webhook-id': event_id,
    'webhook-timestamp': String(at_s),
    'webhook-signature': secrets.map((secret) => `v1,${signature(secret, event_id, at_s, body)}`).join(' '),
  }),
}

const signature = (secret: string, id: string, at_s: number, body: Buffer): string =>
  createHmac('sha256', standard_key(secret)).update(`${id}.${at_s}.`).update(body).digest('base64')
