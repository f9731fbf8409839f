import { z } from 'zod'
import { Pieces } from '../../kernel/fields.ts'
import { Id } from '../../kernel/id.ts'
import { after, one_more, Paging, page, page_of } from '../../kernel/page.ts'
import { atLeast } from '../../kernel/role.ts'
import { type Sql, sql, where } from '../../kernel/sql.ts'
import { Moment, moment } from '../../kernel/time.ts'
import { verb } from '../../kernel/verb.ts'
import { Walk } from '../../kernel/walk.ts'
import { JobStatus } from '../jobs/job.ts'
import { Listed, most_listed, share, WithEvents } from './window.ts'

const Summary = z
  .object({
    id: Id.meta({ description: 'The job’s id.' }),
    job_id: Id,
    job_number: z.string(),
    status: JobStatus,
    origin: z.string(),
    product_id: Id.nullable().meta({ description: 'Of the job’s first part.' }),
    product_number: z.string().nullable(),
    product_name: z.string().nullable(),
    routing_id: Id.nullable().meta({ description: 'The version it was laid out by.' }),
    routing_family_id: Id.nullable(),
    routing_name: z.string().nullable(),
    quantity: Pieces.nullable().meta({ description: 'What was ordered.' }),
    counted_by: z
      .enum(['units', 'pieces'])
      .meta({ description: 'Its units; or, where it has none, what was reported at its last operations.' }),
    completed: z.number().int(),
    scrapped: z.number().int(),
    in_progress: z.number().int().nullable().meta({ description: 'Open and held units; null where pieces are counted.' }),
    remaining: z.number().int().nullable().meta({ description: 'Ordered, and not completed yet.' }),
    completed_share: z.number().nullable(),
    basis_from: Moment.nullable().meta({ description: 'Since when its pace is counted: eight hours ago, or since it was begun.' }),
    basis_completed: z.number().int().meta({ description: 'Completed since then.' }),
    per_hour: z.number().nullable().meta({ description: 'Its own pace; null where none was completed since.' }),
    estimated_finish: Moment.nullable().meta({
      description: 'What remains at that pace. Null with no basis, and where nobody works on it.',
    }),
    created_at: Moment,
    basis_unit_ids: Listed,
  })
  .meta({ id: 'OrderSummary' })
type Summary = z.output<typeof Summary>

const Asked = Paging.extend({
  job_id: Id.optional(),
  product_id: Id.optional().meta({ description: 'Only jobs that make this product.' }),
  status: z.array(JobStatus).optional().meta({ description: 'Left out, with no job_id: those that are not over.' }),
  with_product: z.boolean().optional().meta({ description: 'Only jobs that make a product.' }),
  offset: Walk.offset,
  with_total: Walk.with_total,
  with_stock: z.boolean().default(true).meta({ description: 'False: without jobs that nobody ordered.' }),
  with_events: WithEvents,
})

const under_way: readonly JobStatus[] = ['draft', 'released', 'running', 'held']
const basis_ms = 8 * 3_600_000
/** A pace of minutes tells nothing of a day. */
const least_basis_ms = 60_000

export const order_summary = verb({
  name: 'reports.order_summary',
  does: 'Says of each job how far it has come, and when it will be done at its own pace of the last eight hours. Newest first.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: Asked,
  output: page_of(Summary).extend({ total: z.number().int().optional() }),
  refuses: [],
  reports: [],
  examples: [{ given: {} }, { given: { job_id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', with_events: true } }],
  async run(context, asked) {
    const since = sql`greatest(jobs.started_at, ${moment(Date.parse(context.now) - basis_ms)}::timestamptz)`
    const [rows, total] = await Promise.all([
      context.read<Row>`
      with listed as materialized (select jobs.id from jobs ${where(filters_of(asked))} order by jobs.id desc offset ${asked.offset ?? 0} ${one_more(asked)})
      select jobs.id, jobs.id as job_id, jobs.job_number, jobs.status, jobs.origin, first.product_id, products.product_number, products.name as product_name,
        first.routing_id, routings.family_id as routing_family_id, routings.name as routing_name, jobs.created_at, coalesce(jobs.quantity, ordered.quantity) as quantity, made.units, made.done, made.lost, made.open,
        reported.good, reported.scrap, case when jobs.started_at is not null then ${since} end as basis_from, made.lately, made.unit_ids, reported.lately as reported_lately
      from listed join jobs on jobs.id = listed.id
        left join lateral (select p.id, p.product_id, p.routing_id from parts p where p.job_id = jobs.id and p.parent_id is null and p.deleted_at is null
          order by p.position, p.id limit 1) first on true
        left join products on products.id = first.product_id left join routings on routings.id = first.routing_id
        left join lateral (select sum(p.quantity) as quantity from parts p
          where p.job_id = jobs.id and p.parent_id is null and p.deleted_at is null) ordered on true
        left join lateral (
          select count(*) as units, count(*) filter (where u.status = 'completed') as done, count(*) filter (where u.status = 'scrapped') as lost,
            count(*) filter (where u.status in ('open', 'held')) as open, count(*) filter (where ${lately(since)}) as lately,
            coalesce((array_agg(u.id) filter (where ${lately(since)}))[1:${most_listed}::integer], '{}') as unit_ids
          from units u where u.job_id = jobs.id and u.deleted_at is null) made on true
        left join lateral (
          select coalesce(sum(o.good) filter (where o.is_last), 0)::bigint as good, coalesce(sum(o.scrap), 0)::bigint as scrap,
            coalesce(sum(o.lately) filter (where o.is_last), 0)::bigint as lately
          from (select o.good, o.scrap, row_number() over (partition by o.part_id order by o.sequence desc) = 1 as is_last,
              (select sum(r.good) from quantity_reports r where r.operation_id = o.id and r.occurred_at >= ${since}) as lately
            from operations o join parts p on p.id = o.part_id and p.parent_id is null and p.deleted_at is null
            where o.job_id = jobs.id and o.deleted_at is null and o.status <> 'cancelled') o) reported on made.units = 0
      order by jobs.id desc`,
      asked.with_total
        ? context.read<{ n: number }>`select count(*) as n from jobs ${where(filters_of({ ...asked, cursor: undefined }))}`
        : [],
    ])
    const summaries = rows.map((row) => summary_of(row, context.now, asked.with_events))
    return { ...page(summaries, asked), ...(total[0] ? { total: total[0].n } : {}) }
  },
})

const lately = (since: Sql): Sql => sql`u.status = 'completed' and u.completed_at >= ${since}`

function filters_of({ job_id, product_id, status, with_stock, with_product, ...paging }: z.output<typeof Asked>): Sql[] {
  const filters: Sql[] = [sql`jobs.deleted_at is null`, ...after(paging, sql`jobs.id`)]
  if (job_id !== undefined) filters.push(sql`jobs.id = ${job_id}`)
  const wanted = status ?? (job_id === undefined ? under_way : undefined)
  if (wanted) filters.push(sql`jobs.status = any(${[...wanted]})`)
  if (!with_stock) filters.push(sql`jobs.origin <> 'stock'`)
  if (product_id !== undefined)
    filters.push(sql`exists (select from parts p where p.job_id = jobs.id and p.product_id = ${product_id} and p.deleted_at is null)`)
  if (with_product)
    filters.push(sql`exists (select from parts p where p.job_id = jobs.id and p.product_id is not null and p.deleted_at is null)`)
  return filters
}

interface Row
  extends Omit<Summary, 'counted_by' | 'completed' | 'scrapped' | 'in_progress' | 'remaining' | 'completed_share' | 'per_hour'> {
  readonly units: number
  readonly done: number
  readonly lost: number
  readonly open: number
  readonly good: number | null
  readonly scrap: number | null
  readonly lately: number
  readonly reported_lately: number | null
  readonly unit_ids: string[]
}

function summary_of(row: Row, now: string, with_events: boolean): Summary {
  const { units, done, lost, open, good, scrap, lately, reported_lately, unit_ids, ...job } = row
  const by_units = units > 0
  const completed = by_units ? done : (good ?? 0)
  const basis_completed = by_units ? lately : (reported_lately ?? 0)
  const remaining = job.quantity === null ? null : Math.max(0, job.quantity - completed)
  const basis_h = job.basis_from === null ? 0 : Math.max(least_basis_ms, Date.parse(now) - Date.parse(job.basis_from)) / 3_600_000
  const per_hour = basis_completed > 0 && basis_h > 0 ? basis_completed / basis_h : null
  const is_worked_on = job.status === 'running' || job.status === 'released'
  const is_estimable = per_hour !== null && remaining !== null && remaining > 0 && is_worked_on
  return {
    ...job,
    counted_by: by_units ? 'units' : 'pieces',
    completed,
    scrapped: by_units ? lost : (scrap ?? 0),
    in_progress: by_units ? open : null,
    remaining,
    completed_share: job.quantity === null ? null : share(completed, job.quantity),
    basis_completed,
    per_hour,
    estimated_finish: is_estimable ? moment(Date.parse(now) + (remaining / per_hour) * 3_600_000) : null,
    ...(with_events ? { basis_unit_ids: unit_ids } : {}),
  }
}
