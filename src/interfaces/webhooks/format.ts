import type { Wording } from '../../domain/integrations/deliveries/from-log.ts'

/** One attempt at one delivery. */
export interface Sent {
  readonly delivery_id: string
  readonly event_id: string
  /** What happened, as the format calls it. */
  readonly event: string
  /** The very bytes that are sent. */
  readonly body: Buffer
  /** The newest first; those after it are on their way out. */
  readonly secrets: readonly string[]
  readonly at_s: number
}

/** In whose words a webhook is told, and how it is signed. */
export interface WebhookFormat extends Wording {
  headers(sent: Sent): Readonly<Record<string, string>>
}
