import { z } from 'zod'
import { origins } from '../../../kernel/context.ts'
import { refusal } from '../../../kernel/errors.ts'
import { Id } from '../../../kernel/id.ts'
import { cursor_unknown } from '../../../kernel/page.ts'
import { sql } from '../../../kernel/sql.ts'
import { Moment } from '../../../kernel/time.ts'

/** A fact as everybody outside reads it. */
export const RecordedEvent = z
  .object({
    id: Id,
    name: z.string().meta({ description: 'What happened.', examples: ['operation.started'] }),
    at: Moment.meta({ description: 'When it happened.' }),
    recorded_at: Moment.meta({ description: 'When it was told.' }),
    actor: z.object({
      kind: z.enum(['person', 'key', 'system', 'anonymous']),
      person_id: Id.nullable(),
      key_id: Id.nullable(),
    }),
    origin: z.enum(origins).meta({ description: '`import`: it was taken in from elsewhere, and nobody was alerted.' }),
    subjects: z.record(z.string(), Id).meta({ description: 'The things it is about, by role.' }),
    facts: z.record(z.string(), z.json()).meta({ description: 'Everything else that is known of it.' }),
  })
  .meta({ id: 'Event' })
export type RecordedEvent = z.output<typeof RecordedEvent>

export const eventsEpochGone = refusal(
  'stale',
  'events_epoch_gone',
  'The log was restored from a backup since this cursor was given out. Start again without it.',
)

export interface EventRow extends Omit<RecordedEvent, 'subjects'> {
  readonly xid: string
  readonly seq: string
}

export const event_columns = sql`id, name, occurred_at as at, recorded_at, actor, origin, facts, xid::text, seq::text`

export function event_of({ xid: _, seq: __, facts, ...event }: EventRow): RecordedEvent {
  const is_subject = ([name, value]: [string, unknown]): boolean => name.endsWith('_id') && typeof value === 'string'
  const entries = Object.entries(facts)
  const subjects = entries.flatMap(([name, value]) => (is_subject([name, value]) ? [[name, String(value)] as const] : []))
  return { ...event, subjects: Object.fromEntries(subjects), facts: Object.fromEntries(entries.filter((entry) => !is_subject(entry))) }
}

/** A place in the log: behind the row (xid, seq), in the log that began with that epoch. */
export interface Place {
  readonly epoch: string
  readonly xid: string
  readonly seq: string
}

export const cursor_of = ({ epoch, xid, seq }: Place): string => Buffer.from(`${epoch}.${xid}.${seq}`).toString('base64url')

export function place_of(cursor: string): Place {
  const [, epoch, xid, seq] = /^(\d{14})\.(\d{1,19})\.(\d{1,18})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? []
  if (epoch === undefined || xid === undefined || seq === undefined) throw cursor_unknown()
  return { epoch, xid, seq }
}

export function later(a: Place, b: Place): Place {
  const by_transaction = BigInt(a.xid) - BigInt(b.xid)
  return by_transaction > 0n || (by_transaction === 0n && BigInt(a.seq) >= BigInt(b.seq)) ? a : b
}
