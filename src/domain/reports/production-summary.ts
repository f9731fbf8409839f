import { z } from 'zod'
import { Pieces, Seconds } from '../../kernel/fields.ts'
import { Id } from '../../kernel/id.ts'
import { after, one_more, Paging, page, page_of } from '../../kernel/page.ts'
import { atLeast } from '../../kernel/role.ts'
import { type Sql, sql, where } from '../../kernel/sql.ts'
import { Moment, MomentGiven } from '../../kernel/time.ts'
import { verb } from '../../kernel/verb.ts'
import { contains } from '../../kernel/walk.ts'
import { Job, JobStatus } from '../jobs/job.ts'

const Summary = z
  .object({
    id: Id.meta({ description: 'The job’s id.' }),
    job_id: Id,
    job_number: z.string(),
    part_number: z.string().nullable().meta({ description: 'Of the job’s first part.' }),
    customer: Job.shape.customer,
    status: JobStatus,
    quantity: Pieces.nullable().meta({ description: 'The job’s target; null where an imported log did not tell it.' }),
    good: z.number().int().meta({ description: 'Pieces counted good, at all operations together.' }),
    scrap: z.number().int(),
    mrb: z.number().int(),
    rework: z.number().int().meta({ description: 'Pieces reported for rework, and good ones that came out of rework.' }),
    setup_s: Seconds,
    run_s: Seconds,
    rework_s: Seconds,
    wait_s: Seconds,
    breakdown_s: Seconds,
    labour_s: Seconds.meta({ description: 'Time of people: what one person did at once counts once.' }),
    machine_s: Seconds.meta({ description: 'Time of machines: what one machine did at once counts once.' }),
    started_at: Moment.nullable().meta({ description: 'When its first time entry began.' }),
    ended_at: Moment.nullable().meta({ description: 'When its last time entry ended, so far.' }),
    lead_time_s: Seconds.nullable().meta({ description: 'From one to the other, by the clock.' }),
  })
  .meta({ id: 'ProductionSummary' })
type Summary = z.output<typeof Summary>

const Asked = Paging.extend({
  from: MomentGiven.optional().meta({ description: 'Only jobs worked on since; what is told of them is the whole of it.' }),
  to: MomentGiven.optional().meta({ description: 'Only jobs worked on before.' }),
  customer: z.string().max(255).optional().meta({ description: 'Part of the customer’s name.' }),
  job_number: z.string().max(255).optional().meta({ description: 'Part of the number.' }),
  status: z.array(JobStatus).optional(),
})

export const production_summary = verb({
  name: 'reports.production_summary',
  does: 'Says of each job what came of it and how long it took, newest first.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: Asked,
  output: page_of(Summary),
  refuses: [],
  reports: [],
  examples: [{ given: { status: ['completed'], from: '2026-03-01T00:00:00Z', limit: 50 } }],
  async run(context, input) {
    const rows = await context.read<Summary>`
      with listed as materialized (
        select jobs.id from jobs ${where(filters_of(input))} order by jobs.id desc ${one_more(input)}
      ), entries as (
        select t.job_id, t.kind, t.duration_s, t.started_at, t.ended_at, t.person_id, t.machine_id,
          max(t.ended_at) over (partition by t.job_id, t.person_id ${earlier}) as person_until,
          max(t.ended_at) over (partition by t.job_id, t.machine_id ${earlier}) as machine_until
        from time_entries t join operations o on o.id = t.operation_id and o.deleted_at is null
        where t.job_id in (select id from listed) and t.deleted_at is null
      ), time as (
        select job_id, min(started_at) as started_at, max(ended_at) as ended_at,
          sum(duration_s) filter (where kind = 'setup') as setup_s, sum(duration_s) filter (where kind = 'run') as run_s,
          sum(duration_s) filter (where kind = 'rework') as rework_s, sum(duration_s) filter (where kind = 'wait') as wait_s,
          sum(duration_s) filter (where kind = 'breakdown') as breakdown_s,
          sum(${beyond(sql`person_until`)}) filter (where person_id is not null) as labour_s,
          sum(${beyond(sql`machine_until`)}) filter (where machine_id is not null) as machine_s
        from entries group by job_id
      ), pieces as (
        select r.job_id, sum(r.good) as good, sum(r.scrap) as scrap, sum(r.mrb) as mrb,
          sum(r.rework + case when t.is_rework or t.kind = 'rework' then r.good else 0 end) as rework
        from quantity_reports r join operations o on o.id = r.operation_id and o.deleted_at is null
          left join time_entries t on t.id = r.time_entry_id
        where r.job_id in (select id from listed) group by r.job_id
      )
      select jobs.id, jobs.id as job_id, jobs.job_number, first_part.part_number, jobs.customer, jobs.status,
        case when jobs.origin = 'import' then jobs.quantity else coalesce(jobs.quantity, ordered.quantity) end as quantity,
        ${joined_figures},
        time.started_at, time.ended_at, round(extract(epoch from time.ended_at - time.started_at))::bigint as lead_time_s
      from listed join jobs on jobs.id = listed.id
        left join time on time.job_id = jobs.id
        left join pieces on pieces.job_id = jobs.id
        left join lateral (select p.part_number from parts p where p.job_id = jobs.id and p.parent_id is null and p.deleted_at is null
          order by p.position, p.id limit 1) first_part on true
        left join lateral (select sum(p.quantity) as quantity from parts p
          where p.job_id = jobs.id and p.parent_id is null and p.deleted_at is null) ordered on true
      order by jobs.id desc`
    return page(rows, input)
  },
})

/** Everything of the same person, or machine, that began before. */
const earlier = sql`order by t.started_at, t.ended_at, t.id rows between unbounded preceding and 1 preceding`

/** The seconds of an entry in which nothing that began before it was still going on: they add up to the time without overlaps. */
const beyond = (until: Sql): Sql => sql`greatest(0, extract(epoch from ended_at - greatest(started_at, ${until})))`

const joined_figures = sql`coalesce(pieces.good, 0) as good, coalesce(pieces.scrap, 0) as scrap, coalesce(pieces.mrb, 0) as mrb,
  coalesce(pieces.rework, 0) as rework, coalesce(time.setup_s, 0) as setup_s, coalesce(time.run_s, 0) as run_s,
  coalesce(time.rework_s, 0) as rework_s, coalesce(time.wait_s, 0) as wait_s, coalesce(time.breakdown_s, 0) as breakdown_s,
  round(coalesce(time.labour_s, 0))::bigint as labour_s, round(coalesce(time.machine_s, 0))::bigint as machine_s`

function filters_of(input: z.output<typeof Asked>): Sql[] {
  const { from, to, customer, job_number, status } = input
  const filters: Sql[] = [sql`jobs.deleted_at is null`, ...after(input, sql`jobs.id`)]
  if (status) filters.push(sql`jobs.status = any(${status})`)
  if (customer !== undefined) filters.push(contains(sql`jobs.customer`, customer))
  if (job_number !== undefined) filters.push(contains(sql`jobs.job_number`, job_number))
  if (from !== undefined || to !== undefined) {
    const within = [sql`w.job_id = jobs.id`, sql`w.deleted_at is null`]
    if (from !== undefined) within.push(sql`(w.ended_at > ${from} or w.ended_at is null)`)
    if (to !== undefined) within.push(sql`w.started_at < ${to}`)
    filters.push(sql`exists (select from time_entries w ${where(within)})`)
  }
  return filters
}
