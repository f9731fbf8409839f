import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { Id } from '../../kernel/id.ts'
import { atLeast } from '../../kernel/role.ts'
import { sql } from '../../kernel/sql.ts'
import { verb } from '../../kernel/verb.ts'
import { uncount_operations } from '../operations/uncount.ts'
import { remove_units } from '../units/stop-units.ts'
import { jobDeleted } from './events.ts'
import { jobUnknown, locked_job } from './job.ts'
import { assert_no_clock, clockRunning } from './move.ts'

export const remove = verb({
  name: 'jobs.delete',
  does: 'Removes a job with its parts and operations. Its number is free again; what happened on it stays in the log.',
  kind: 'writes',
  allow: atLeast('planner'),
  input: z.object({ id: Id }),
  output: z.object({ id: Id }),
  refuses: [jobUnknown, clockRunning],
  reports: [jobDeleted],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id }) {
    const job = await locked_job(context, id)
    await Promise.all([assert_no_clock(context, job), uncount(context, id)])
    const deleted_at = context.now
    context.change('jobs', id, { deleted_at, updated_at: deleted_at })
    context.write`update parts set deleted_at = ${deleted_at} where job_id = ${id} and deleted_at is null`
    context.write`update operations set deleted_at = ${deleted_at} where job_id = ${id} and deleted_at is null`
    remove_units(context, sql`job_id = ${id}`)
    context.count('jobs', job.status, -1)
    context.report(jobDeleted, { job_id: id })
    return { id }
  },
})

/** What goes with the job leaves the totals, too. */
async function uncount(context: Context, job_id: string): Promise<void> {
  const [parts] = await Promise.all([
    context.read<{
      status: string
      n: number
    }>`select status, count(*) as n from parts where job_id = ${job_id} and deleted_at is null group by status`,
    uncount_operations(context, sql`job_id = ${job_id}`),
  ])
  for (const { status, n } of parts) context.count('parts', status, -n)
}
