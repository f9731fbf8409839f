import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { Id } from '../../kernel/id.ts'
import { atLeast } from '../../kernel/role.ts'
import { type Sql, sql } from '../../kernel/sql.ts'
import { Moment } from '../../kernel/time.ts'
import { verb } from '../../kernel/verb.ts'
import {
  has_been_at,
  hours_of,
  most_listed,
  place_fields,
  place_of,
  Told,
  type Window,
  WithEvents,
  window_fields,
  window_of,
} from './window.ts'

const Completed = z.object({
  id: Id,
  serial_number: z.string(),
  product_id: Id.nullable(),
  product_number: z.string().nullable(),
  product_name: z.string().nullable(),
  routing_id: Id.nullable(),
  routing_family_id: Id.nullable(),
  job_id: Id,
  created_at: Moment,
  completed_at: Moment,
})

const Asked = z.object({
  ...window_fields,
  ...place_fields,
  product_id: Id.optional(),
  job_id: Id.optional(),
  bucket: z.enum(['hour', 'day']).default('hour').meta({ description: 'Days are those of the calendar there.' }),
  with_events: WithEvents,
})

const Throughput = z
  .object({
    ...Told,
    bucket: Asked.shape.bucket.unwrap(),
    completed: z.number().int().meta({ description: 'Units completed in that time.' }),
    per_hour: z.number().nullable(),
    buckets: z
      .array(z.object({ from: Moment, completed: z.number().int() }))
      .meta({ description: 'Empty ones too. The first may begin before the time asked for; it counts nothing from there.' }),
    units: z
      .array(Completed)
      .optional()
      .meta({ description: `Where \`with_events\` asks for them: the last ${most_listed}, the latest first.` }),
  })
  .meta({ id: 'Throughput' })

const most_buckets = 2500

export const throughput = verb({
  name: 'reports.throughput',
  does:
    'Counts units by when they were completed, by hour or day. With a plant, line or workstation: those that were worked on there, wherever they ' +
    'were completed.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: Asked,
  output: Throughput,
  refuses: [],
  reports: [],
  examples: [{ given: { range: 'today' } }, { given: { range: 'last_30_days', bucket: 'day', with_events: true } }],
  async run(context, asked) {
    const place = await place_of(context, asked)
    const window = window_of(context, asked, place.time_zone)
    const { bucket } = asked
    if (bucket === 'hour' && hours_of(window) > most_buckets) {
      context.problem(['bucket'], 'choice', `These are more than ${most_buckets} hours; ask for days.`)
      context.settle()
    }
    const done = sql`units.status = 'completed' and units.deleted_at is null
      and units.completed_at >= ${window.from} and units.completed_at < ${window.to}
      and ${asked.product_id === undefined ? sql`true` : sql`units.product_id = ${asked.product_id}`}
      and ${asked.job_id === undefined ? sql`true` : sql`units.job_id = ${asked.job_id}`} and ${has_been_at(place, sql`units.id`)}`
    const [buckets, units] = await Promise.all([
      counted(context, done, bucket, window, place.time_zone),
      asked.with_events ? listed(context, done) : undefined,
    ])
    const completed = buckets.reduce((sum, one) => sum + one.completed, 0)
    const hours = hours_of(window)
    const per_hour = hours > 0 ? completed / hours : null
    return { ...window, time_zone: place.time_zone, bucket, completed, per_hour, buckets, ...(units ? { units } : {}) }
  },
})

const counted = (
  context: Context,
  done: Sql,
  bucket: string,
  { from, to }: Window,
  time_zone: string,
): Promise<{ from: string; completed: number }[]> =>
  context.read<{ from: string; completed: number }>`
    with done as (
      select date_trunc(${bucket}::text, units.completed_at, ${time_zone}::text) as bucket, count(*) as completed from units where ${done} group by 1
    )
    select b.at as from, coalesce(done.completed, 0) as completed
    from generate_series(date_trunc(${bucket}::text, ${from}::timestamptz, ${time_zone}::text), ${to}::timestamptz - interval '1 millisecond',
      ('1 ' || ${bucket}::text)::interval, ${time_zone}::text) as b (at) left join done on done.bucket = b.at
    order by b.at`

const listed = (context: Context, done: Sql): Promise<z.output<typeof Completed>[]> =>
  context.read<z.output<typeof Completed>>`
    select units.id, units.serial_number, units.product_id, products.product_number, products.name as product_name, units.routing_id,
      routings.family_id as routing_family_id, units.job_id, units.created_at,
      units.completed_at
    from units left join products on products.id = units.product_id left join routings on routings.id = units.routing_id
    where ${done} order by units.completed_at desc, units.id desc limit ${most_listed}`
