import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { Seconds } from '../../kernel/fields.ts'
import { date_at } from '../../kernel/zone.ts'
import type { JobRow } from './job.ts'

const Lateness = z.enum(['late', 'due_today', 'in_time', 'undated']).meta({
  id: 'Lateness',
  description: 'Against the date agreed, by the shop’s own calendar; of a job that is done, by the day it was done.',
})
type Lateness = z.output<typeof Lateness>

export const JobProgress = z
  .object({
    operations: z.number().int().meta({ description: 'All that are not cancelled.' }),
    operations_done: z.number().int().meta({ description: 'Completed or skipped.' }),
    operations_running: z.number().int(),
    percentage: z.number().int().min(0).max(100).meta({ description: 'Every operation counts alike; one at work by its good pieces.' }),
    planned_s: Seconds.nullable().meta({ description: 'The sum of what is planned; null where nothing is.' }),
    worked_s: Seconds,
    people_at_work: z.number().int().meta({ description: 'Whose clock runs there.' }),
    open_issues: z.number().int(),
    lateness: Lateness,
    days_late: z.number().int().meta({ description: '0 where it is not late.' }),
  })
  .meta({ id: 'JobProgress' })
export type JobProgress = z.output<typeof JobProgress>

type Figures = Omit<JobProgress, 'lateness' | 'days_late'>

/** However many jobs there are, one question. */
export async function progress_of_jobs(context: Context, jobs: readonly JobRow[]): Promise<(job: JobRow) => JobProgress> {
  const ids = jobs.map(({ id }) => id)
  const rows = await context.read<Figures & { id: string }>`
    select j.id, coalesce(o.operations, 0) as operations, coalesce(o.done, 0) as operations_done, coalesce(o.running, 0) as operations_running,
      coalesce(o.percentage, case when j.status in ('completed', 'closed') then 100 else 0 end)::int as percentage,
      o.planned_s, coalesce(o.worked_s, 0) as worked_s,
      (select count(distinct t.person_id) from time_entries t where t.job_id = j.id and t.ended_at is null and t.deleted_at is null) as people_at_work,
      (select count(*) from issues i where i.job_id = j.id and i.status in ('open', 'in_progress') and i.deleted_at is null) as open_issues
    from jobs j left join lateral (
      select count(*) as operations, count(*) filter (where x.status in ('completed', 'skipped')) as done,
        count(*) filter (where x.status = 'running') as running,
        floor(avg(case when x.status in ('completed', 'skipped') then 100
          else greatest(x.completion_percentage, least(100, 100.0 * x.good / p.quantity)) end)) as percentage,
        sum(coalesce(x.planned_total_s, case when x.planned_setup_s is null and x.planned_run_s_per_piece is null then null
          else round(coalesce(x.planned_setup_s, 0) + coalesce(x.planned_run_s_per_piece, 0) * p.quantity) end))::bigint as planned_s,
        sum(x.worked_s)::bigint as worked_s
      from operations x join parts p on p.id = x.part_id
      where x.job_id = j.id and x.deleted_at is null and x.status <> 'cancelled'
    ) o on true
    where j.id = any(${ids}::uuid[])`
  const by_job = new Map(rows.map(({ id, ...figures }) => [id, figures]))
  return (job) => ({ ...(by_job.get(job.id) ?? nothing), ...lateness_of(context, job) })
}

const nothing: Figures = {
  operations: 0,
  operations_done: 0,
  operations_running: 0,
  percentage: 0,
  planned_s: null,
  worked_s: 0,
  people_at_work: 0,
  open_issues: 0,
}

function lateness_of(context: Context, job: JobRow): { lateness: Lateness; days_late: number } {
  const agreed = job.due_override ?? job.due
  if (agreed === null || job.status === 'cancelled') return { lateness: 'undated', days_late: 0 }
  const { time_zone } = context.policies
  const is_moment = agreed.length > 10
  const seen_at = job.completed_at ?? context.now
  const due_day = is_moment ? date_at(agreed, time_zone) : agreed
  const day = date_at(seen_at, time_zone)
  const is_over = is_moment ? agreed < seen_at : due_day < day
  const days_late = is_over ? Math.max(0, Math.round((Date.parse(day) - Date.parse(due_day)) / 86_400_000)) : 0
  if (is_over) return { lateness: 'late', days_late }
  return { lateness: due_day === day && job.completed_at === null ? 'due_today' : 'in_time', days_late }
}
