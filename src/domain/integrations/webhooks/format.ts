import { z } from 'zod'
import { events } from '../../events.gen.ts'
import { plain_secret, type SecretRule, standard_secret } from './secret.ts'

interface FormatRule {
  /** What can be asked for, as the format calls it. */
  readonly events: readonly string[]
  readonly secret: SecretRule
}

/** The names of Eryxon Flow's page. Which of our events each is stands in its dialect. */
export const eryxon_events = [
  'job.created',
  'job.started',
  'job.stopped',
  'job.resumed',
  'job.completed',
  'job.updated',
  'part.created',
  'part.updated',
  'part.started',
  'part.completed',
  'operation.started',
  'operation.paused',
  'operation.resumed',
  'operation.completed',
  'issue.created',
  'ncr.created',
  'ncr.verified',
  'step.added',
  'step.completed',
] as const
export type EryxonEvent = (typeof eryxon_events)[number]

/** The names of MESkit's page. */
export const meskit_events = ['unit_moved', 'quality_event', 'machine_status_change'] as const
export type MeskitEvent = (typeof meskit_events)[number]

/** The test is told to one alone, whatever it has asked for. */
export const test_event = 'webhook.test'

/** In whose words a webhook is told, and what it signs with. */
export const format_rules = {
  gemba: { events: events.map(({ name }) => name).filter((name) => name !== test_event), secret: standard_secret },
  eryxon: { events: eryxon_events, secret: plain_secret },
  meskit: { events: meskit_events, secret: plain_secret },
} as const satisfies Record<string, FormatRule>

export type Format = keyof typeof format_rules
export const formats = ['gemba', 'eryxon', 'meskit'] as const satisfies readonly Format[]
export const Format = z.enum(formats).meta({
  description:
    '`gemba`: our own events, signed by Standard Webhooks. `eryxon`, `meskit`: the events and headers of Eryxon Flow, and of MESkit.',
})

/** `*`, a name, or all of one noun: `job.*`. */
export const is_asked_for = (asked: readonly string[], event: string): boolean =>
  asked.some((one) => one === '*' || one === event || (one.endsWith('.*') && event.startsWith(one.slice(0, -1))))

export const can_be_asked = (format: Format, one: string): boolean =>
  one === '*' || format_rules[format].events.some((name) => name === one || (one.endsWith('.*') && name.startsWith(one.slice(0, -1))))

/** Everything a webhook may have asked for by which it hears of this event: what a search for it means. */
export const asking_for = (event: string): string[] => ['*', event, `${event.split('.')[0]}.*`]
