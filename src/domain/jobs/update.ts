import { z } from 'zod'
import { changes_between } from '../../kernel/changes.ts'
import { Id } from '../../kernel/id.ts'
import { atLeast } from '../../kernel/role.ts'
import { sql } from '../../kernel/sql.ts'
import { verb } from '../../kernel/verb.ts'
import { unitHeld } from '../units/events.ts'
import { hold_units } from '../units/stop-units.ts'
import { jobUpdated } from './events.ts'
import { Job, JobStatus, job_of, jobExternalTaken, jobNotMovable, jobNumberTaken, jobStale, jobUnknown, locked_job } from './job.ts'
import { job_fields } from './lay-out.ts'
import { assert_no_clock, clockRunning, move_events, walk_job } from './move.ts'

export const update = verb({
  name: 'jobs.update',
  does: 'Changes fields of a job. A new status is reached by the legal moves, each with its times and its fact.',
  kind: 'writes',
  allow: atLeast('planner'),
  input: z.object({
    id: Id,
    job_number: Job.shape.job_number.optional(),
    status: JobStatus.optional(),
    ...z.object(job_fields).partial().shape,
  }),
  output: Job,
  refuses: [jobUnknown, jobStale, jobNotMovable, jobNumberTaken, jobExternalTaken, clockRunning],
  reports: [jobUpdated, unitHeld, ...move_events],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', due: '2026-12-24' } }],
  async run(context, { id, status, ...given }) {
    const job = await locked_job(context, id)
    if (context.expected_revision !== null && context.expected_revision !== job.revision) throw jobStale.because()
    const changes = changes_between(job, given)
    if (!changes.none || status !== undefined) {
      context.on_conflict('jobs_number', jobNumberTaken.because(`There is already a job ${given.job_number}.`))
      context.on_conflict('jobs_external', jobExternalTaken.because())
    }
    const changed = changes.none ? job : { ...job, ...changes.columns, revision: job.revision + 1, updated_at: context.now }
    if (!changes.none) {
      context.change('jobs', id, { ...changes.columns, revision: changed.revision, updated_at: context.now })
      context.report(jobUpdated, { job_id: id, changes: changes.told })
    }
    if (status === undefined || status === job.status) return job_of(changed)
    if (status === 'completed' || status === 'cancelled') await assert_no_clock(context, job)
    const walked = walk_job(context, changed, status, context.now)
    if (status === 'cancelled' || status === 'closed') await hold_units(context, sql`job_id = ${id}`, context.now)
    return job_of(walked)
  },
})
