import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { refusal } from '../../kernel/errors.ts'
import { reference } from '../../kernel/id.ts'
import { atLeast } from '../../kernel/role.ts'
import { type Sql, sql } from '../../kernel/sql.ts'
import { verb } from '../../kernel/verb.ts'
import { jobUpdated } from './events.ts'
import { Job, job_of, jobNotMovable, jobUnknown, read_job } from './job.ts'
import { type Raise, type Ranked, raise_before, sorts_before } from './raise.ts'

const jobRankedByItself = refusal('invalid', 'job_ranked_by_itself', 'A job cannot stand before itself.')
const rankTooDeep = refusal(
  'refused',
  'rank_too_deep',
  'Too many jobs of the same priority stand before that place. Give the job a priority by number instead.',
)

/** More are not raised by one request. */
const most = 500
const in_order = sql`jobs.deleted_at is null and jobs.status in ('draft', 'released', 'running', 'held')`

export const rank = verb({
  name: 'jobs.rank',
  does: 'Puts a job right before another one in the order of work, or last of all. Where priorities leave no room there, those of the jobs before it are raised.',
  kind: 'writes',
  allow: atLeast('planner'),
  input: z.object({
    id: Job.shape.id,
    before: reference('jobs').nullable().meta({ description: 'The job to stand before; null puts it last.' }),
  }),
  output: Job,
  refuses: [jobUnknown, jobNotMovable, jobRankedByItself, rankTooDeep],
  reports: [jobUpdated],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', before: null } }],
  async run(context, { id, before }) {
    if (before !== null && before.toLowerCase() === id.toLowerCase()) throw jobRankedByItself.because()
    const { wanted, raises } = await plan(context, id, before)
    const ids = [id, ...raises.map((one) => one.id)]
    context.read`select id from jobs where id = any(${ids}::uuid[]) order by id for no key update`
    const [job, locked] = await Promise.all([
      read_job(context, id),
      ranked(context, sql`jobs.id = any(${ids}::uuid[]) and jobs.id <> ${id} and ${in_order}`),
    ])
    const new_priorities = new Map(raises.map((one) => [one.id, one.priority]))
    for (const other of locked) set_priority(context, other, new_priorities.get(other.id) ?? other.priority)
    set_priority(context, job, wanted)
    return job_of({ ...job, priority: wanted })
  },
})

const ranked = (context: Context, which: Sql, how = sql``): Promise<Ranked[]> =>
  context.read<Ranked>`select jobs.id, jobs.job_number, jobs.status, jobs.priority, jobs.due_key from jobs where ${which} ${how}`

/** Read before anything is locked: whoever else ranks in this moment is right as well. */
async function plan(context: Context, id: string, before: string | null): Promise<{ wanted: number; raises: readonly Raise[] }> {
  const place = sql`select jobs.rank, jobs.due_key, jobs.id from jobs where jobs.id = ${before}::uuid`
  const nearest_above = sql`order by jobs.rank desc, jobs.due_key desc, jobs.id desc limit ${before === null ? 1 : most + 1}`
  const behind_all = before === null ? sql`` : sql`and (jobs.rank, jobs.due_key, jobs.id) < (${place})`
  const [[job], [next], above] = await Promise.all([
    ranked(context, sql`jobs.id = ${id} and jobs.deleted_at is null`),
    ranked(context, sql`jobs.id = ${before}::uuid and jobs.deleted_at is null`),
    ranked(context, sql`${in_order} and jobs.id <> ${id} ${behind_all}`, nearest_above),
  ])
  if (!job) throw jobUnknown.because(`There is no job ${id}.`)
  assert_in_order(job)
  if (next) assert_in_order(next)
  const last = above[0]
  const fits = (priority: number): boolean => {
    const moved = { ...job, priority }
    return (!last || sorts_before(last, moved)) && (!next || sorts_before(moved, next))
  }
  const free = [job.priority, ...places_between(last, next)].find((one) => fits(one) && Math.abs(one) < 2 ** 31)
  if (free !== undefined) return { wanted: free, raises: [] }
  const raised = next ? raise_before(above, next.priority) : null
  if (!raised || raised.raises.length > most) throw rankTooDeep.because()
  return raised
}

/** Priorities worth trying, the least surprising first. */
const places_between = (last: Ranked | undefined, next: Ranked | undefined): number[] => {
  if (!next) return last ? [last.priority, last.priority - 1] : []
  if (!last) return [next.priority, next.priority + 1]
  return [next.priority, last.priority, Math.floor((last.priority + next.priority) / 2)]
}

function assert_in_order({ id, job_number, status }: Ranked): void {
  if (status === 'completed' || status === 'closed' || status === 'cancelled')
    throw jobNotMovable.because(`Job ${job_number} is ${status}; it has no place in the order of work.`, { job_id: id, status })
}

/** As an edit of the number, but for the revision: who edits the job's fields at the time is not disturbed. */
function set_priority(context: Context, job: Pick<Ranked, 'id' | 'priority'>, priority: number): void {
  if (priority === job.priority) return
  context.change('jobs', job.id, { priority, updated_at: context.now })
  context.report(jobUpdated, { job_id: job.id, changes: { priority: { before: job.priority, after: priority } } })
}
