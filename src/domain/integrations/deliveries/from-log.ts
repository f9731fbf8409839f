import type { Context } from '../../../kernel/context.ts'
import { new_id } from '../../../kernel/id.ts'
import { json, type Row } from '../../../kernel/sql.ts'
import { type EventRow, event_columns, event_of, type RecordedEvent } from '../events/event-log.ts'
import { type Format, is_asked_for, test_event } from '../webhooks/format.ts'
import { type About, about_events } from './about.ts'

/** How a format puts an event. */
export interface Wording {
  /** What the event is called there; null where it is not told at all. */
  called(event_name: string): string | null
  /** Whether it tells names and figures of jobs, parts and operations beside the facts. */
  readonly tells_things: boolean
  body(event: RecordedEvent, called: string, about: About): string
}
export type Wordings = Readonly<Record<Format, Wording>>

interface Reader {
  readonly xid: string
  readonly seq: string
}
interface Listener {
  readonly id: string
  readonly format: Format
  readonly events: readonly string[]
}
interface Read extends EventRow {
  readonly subject_id: string
  /** The webhooks that were there before it. */
  readonly webhook_ids: readonly string[]
}
interface Match {
  readonly row: Read
  readonly event: RecordedEvent
  readonly webhook: Listener
  readonly called: string
}

/** One transaction writes so much, and is soon over. */
const most_events = 500
const most_deliveries = 5000

/**
 * Writes deliveries for the next events of a company's log, and moves on with them in the same transaction: an event is neither passed
 * over nor told twice. Answers whether the page was full.
 */
export async function deliveries_from_log(context: Context, wordings: Wordings): Promise<boolean> {
  const [reader] = await context.read<Reader>`select xid::text, seq::text from webhook_readers for update skip locked`
  if (!reader) return false
  // Whoever ends a delivery holds its webhook's row: nobody can end one here while others are put behind it.
  const webhooks = await context.read<Listener>`
    select id, format, events from webhooks where is_active and deleted_at is null order by id for no key update`
  const most = Math.ceil(most_deliveries / Math.max(webhooks.length, most_deliveries / most_events))
  const rows = await context.read<Read>`
    select ${event_columns}, subject_id, array(select w.id from webhooks w
      where w.is_active and w.deleted_at is null and not pg_visible_in_snapshot(coalesce(events.written_by, events.xid), w.since)) as webhook_ids
    from events where (xid, seq) > (${reader.xid}::xid8, ${reader.seq}::bigint) and xid < pg_snapshot_xmin(pg_current_snapshot())
    order by events.xid, events.seq limit ${most}`
  const last = rows.at(-1)
  if (!last) return false
  const told = rows.filter(({ origin }) => origin !== 'import')
  const matches = told.flatMap((row) => matches_of(row, webhooks, wordings))
  await write_deliveries(context, matches, wordings)
  context.write`update webhook_readers set xid = ${last.xid}::xid8, seq = ${last.seq}::bigint`
  return rows.length === most
}

function matches_of(row: Read, webhooks: readonly Listener[], wordings: Wordings): Match[] {
  const { subject_id: _, webhook_ids: __, ...recorded } = row
  const event = event_of(recorded)
  if (row.name === test_event) {
    return webhooks.filter(({ id }) => id === event.subjects.webhook_id).map((webhook) => ({ row, event, webhook, called: test_event }))
  }
  return webhooks.flatMap((webhook) => {
    const called = wordings[webhook.format].called(row.name)
    const wants = called !== null && is_asked_for(webhook.events, called) && row.webhook_ids.includes(webhook.id)
    return wants ? [{ row, event, webhook, called }] : []
  })
}

async function write_deliveries(context: Context, matches: readonly Match[], wordings: Wordings): Promise<void> {
  if (matches.length === 0) return
  const worded = matches.filter(({ webhook }) => wordings[webhook.format].tells_things).map(({ event }) => event)
  const [about, ahead] = await Promise.all([about_events(context, worded), standing_ahead(context, matches)])
  const waiting = new Set(ahead)
  const bodies = bodies_of(matches, wordings, about)
  const deliveries: Row[] = []
  const tests: Row[] = []
  for (const { row, event, webhook, called } of matches) {
    const body = bodies.get(`${webhook.format} ${event.id}`)
    if (called === test_event) {
      tests.push({ webhook_id: webhook.id, event_id: event.id, body })
      continue
    }
    const place = place_of(webhook, row)
    deliveries.push({
      id: new_id(),
      webhook_id: webhook.id,
      event_id: event.id,
      event_xid: row.xid,
      event_seq: row.seq,
      about_id: about_id(row),
      event: called,
      body,
      status: 'pending',
      due_at: waiting.has(place) ? null : context.now,
      attempts: 0,
      tries: 0,
      created_at: context.now,
    })
    waiting.add(place)
  }
  context.insert('deliveries', deliveries)
  if (tests.length > 0) {
    context.write`update deliveries d set body = t.body, due_at = ${context.now}
      from jsonb_to_recordset(${json(tests)}::jsonb) as t (webhook_id uuid, event_id uuid, body text)
      where d.webhook_id = t.webhook_id and d.event_id = t.event_id and d.status = 'pending' and d.body is null`
  }
}

/** A job and all of it is one thing; what belongs to no job stands for itself. */
const about_id = ({ facts, subject_id }: Read): unknown => facts.job_id ?? subject_id
const place_of = (webhook: Listener, row: Read): string => `${webhook.id} ${about_id(row)}`

/** Webhooks of one format get the same words. */
function bodies_of(matches: readonly Match[], wordings: Wordings, about: About): ReadonlyMap<string, string> {
  const bodies = new Map<string, string>()
  for (const { event, webhook, called } of matches) {
    const key = `${webhook.format} ${event.id}`
    if (!bodies.has(key)) bodies.set(key, wordings[webhook.format].body(event, called, about))
  }
  return bodies
}

/** The places where an older delivery is not done with. */
async function standing_ahead(context: Context, matches: readonly Match[]): Promise<string[]> {
  const places = [
    ...new Map(matches.map(({ webhook, row }) => [place_of(webhook, row), { webhook_id: webhook.id, about_id: about_id(row) }])).values(),
  ]
  const rows = await context.read<{ webhook_id: string; about_id: string }>`
    select p.webhook_id, p.about_id from jsonb_to_recordset(${json(places)}::jsonb) as p (webhook_id uuid, about_id uuid)
    where exists (select from deliveries d where d.webhook_id = p.webhook_id and d.about_id = p.about_id and d.status = 'pending')`
  return rows.map((row) => `${row.webhook_id} ${row.about_id}`)
}
