import { z } from 'zod'
import { type Context, origins } from '../../../kernel/context.ts'
import { Id } from '../../../kernel/id.ts'
import { Paging } from '../../../kernel/page.ts'
import { atLeast } from '../../../kernel/role.ts'
import { type Sql, sql, where } from '../../../kernel/sql.ts'
import { verb } from '../../../kernel/verb.ts'
import {
  cursor_of,
  type EventRow,
  event_columns,
  event_of,
  eventsEpochGone,
  later,
  type Place,
  place_of,
  RecordedEvent,
} from './event-log.ts'

const Filters = Paging.extend({
  name: z
    .string()
    .max(100)
    .regex(/^[a-z_]+\.([a-z_]+|\*)$/, 'Give a name such as job.created, or job.* for all about jobs.')
    .optional()
    .meta({ description: 'One name, or all of one noun: `job.*`.' }),
  subject_id: Id.optional().meta({ description: 'Only what is about this thing, whatever it is.' }),
  from: z
    .enum(['start', 'now'])
    .default('start')
    .meta({ description: 'Where to begin without a cursor; `now` answers an empty page and the cursor for what comes.' }),
  origin: z.enum(origins).optional().meta({ description: 'Where it came from: `api`, `import` or `simulation`.' }),
})

export const list = verb({
  name: 'events.list',
  does: 'Lists what happened, oldest first, so that a reader who comes back with `next_cursor` misses nothing.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: Filters,
  output: z.object({
    data: z.array(RecordedEvent).meta({ description: 'Empty where nothing new has happened yet.' }),
    next_cursor: z.string().meta({ description: 'Always given: come back with it as `cursor` for what happened after this page.' }),
  }),
  refuses: [eventsEpochGone],
  reports: [],
  examples: [{ given: { name: 'job.*', limit: 50 } }, { given: { subject_id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, input) {
    const given = input.cursor === undefined ? undefined : place_of(input.cursor)
    const from = given ?? { epoch: '', xid: '0', seq: '0' }
    const begins_now = given === undefined && input.from === 'now'
    const [now, rows] = await Promise.all([where_all_have_committed(context), begins_now ? [] : rows_after(context, from, input)])
    if (given && given.epoch !== now.epoch) throw eventsEpochGone.because()
    const last = rows.at(-1)
    const read_to = last ? { epoch: now.epoch, xid: last.xid, seq: last.seq } : from
    // Nothing more to see below `now`: the next page need not look at it again.
    const next = rows.length === input.limit ? read_to : later(read_to, now)
    return { data: rows.map(event_of), next_cursor: cursor_of({ ...next, epoch: now.epoch }) }
  },
})

/** Every transaction below this has ended: no row can appear there any more. */
async function where_all_have_committed(context: Context): Promise<Place> {
  const [row] = await context.read<Place>`
    select value as epoch, pg_snapshot_xmin(pg_current_snapshot())::text as xid, '0' as seq from server_facts where name = 'events_epoch'`
  if (!row) throw new Error('server_facts says nothing of events_epoch')
  return row
}

function rows_after(context: Context, { xid, seq }: Place, input: z.output<typeof Filters>): Promise<EventRow[]> {
  const filters: Sql[] = []
  if (input.name?.endsWith('*')) filters.push(sql`starts_with(name, ${input.name.slice(0, -1)})`)
  else if (input.name !== undefined) filters.push(sql`name = ${input.name}`)
  if (input.origin !== undefined) filters.push(sql`origin = ${input.origin}`)
  const below = sql`pg_snapshot_xmin(pg_current_snapshot())`
  if (input.subject_id === undefined) {
    const all = where([sql`(xid, seq) > (${xid}::xid8, ${seq}::bigint)`, sql`xid < ${below}`, ...filters])
    return context.read<EventRow>`select ${event_columns} from events ${all} order by events.xid, events.seq limit ${input.limit}`
  }
  // A limit inside would count rows that the other filters then drop.
  const most = filters.length === 0 ? input.limit : null
  return context.read<EventRow>`
    select ${event_columns} from events_about(${input.subject_id}, ${xid}::xid8, ${seq}::bigint, ${below}, ${most}) as events
    ${where(filters)} order by events.xid, events.seq limit ${input.limit}`
}
