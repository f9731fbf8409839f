import { z } from 'zod'
import { At, happened_at } from '../../kernel/at.ts'
import { Id } from '../../kernel/id.ts'
import { atLeast } from '../../kernel/role.ts'
import { verb } from '../../kernel/verb.ts'
import { jobHeld } from './events.ts'
import { JobStatus, jobNotMovable, jobUnknown, locked_job } from './job.ts'
import { JobMoved, job_moved, tell_move } from './move.ts'

export const hold = verb({
  name: 'jobs.hold',
  does: 'Stops a job for now. Its operations stay as they are, but none can be started.',
  kind: 'writes',
  allow: atLeast('operator'),
  input: z.object({
    id: Id,
    at: At,
    from: z.array(JobStatus).optional().meta({ description: 'Only where the job has one of these statuses.' }),
  }),
  output: JobMoved,
  refuses: [jobUnknown, jobNotMovable],
  reports: [jobHeld],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id, at, from }) {
    const when = happened_at(context, at)
    const job = await locked_job(context, id)
    if (from && !from.includes(job.status)) {
      throw jobNotMovable.because(`Job ${job.job_number} is ${job.status}.`, { job_id: id, status: job.status, wanted: 'held' })
    }
    return job_moved(job, tell_move(context, job, 'held', when))
  },
})
