import { z } from 'zod'
import { Id } from '../../kernel/id.ts'
import { atLeast } from '../../kernel/role.ts'
import { verb } from '../../kernel/verb.ts'
import { jobReopened } from './events.ts'
import { jobNotMovable, jobUnknown, locked_job, reopen_job } from './job.ts'
import { JobMoved, job_moved } from './move.ts'

export const reopen = verb({
  name: 'jobs.reopen',
  does: 'Takes back the completion of a job.',
  kind: 'writes',
  allow: atLeast('supervisor'),
  input: z.object({ id: Id }),
  output: JobMoved,
  refuses: [jobUnknown, jobNotMovable],
  reports: [jobReopened],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id }) {
    const job = await locked_job(context, id)
    const reopened = reopen_job(context, job, context.now, 'call')
    context.report(jobReopened, { job_id: id, previous_status: job.status, new_status: reopened.status })
    return job_moved(job, reopened)
  },
})
