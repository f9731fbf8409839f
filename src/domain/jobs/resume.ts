import { z } from 'zod'
import { At, happened_at } from '../../kernel/at.ts'
import { Id } from '../../kernel/id.ts'
import { atLeast } from '../../kernel/role.ts'
import { verb } from '../../kernel/verb.ts'
import { jobCompleted, jobResumed } from './events.ts'
import { jobNotMovable, jobUnknown, lock_job, read_job } from './job.ts'
import { JobMoved, job_moved, tell_move } from './move.ts'
import type { PartStatus } from './parts/part.ts'
import { complete_job_of_parts } from './roll-up.ts'

export const resume = verb({
  name: 'jobs.resume',
  does: 'Goes on with a job on hold; where its last part was completed meanwhile, the job is, too.',
  kind: 'writes',
  allow: atLeast('operator'),
  input: z.object({ id: Id, at: At }),
  output: JobMoved,
  refuses: [jobUnknown, jobNotMovable],
  reports: [jobResumed, jobCompleted],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id, at }) {
    const when = happened_at(context, at)
    const [, job, parts] = await Promise.all([
      lock_job(context, id),
      read_job(context, id),
      context.read<{ status: PartStatus }>`select status from parts where job_id = ${id} and deleted_at is null`,
    ])
    if (job.status !== 'held')
      throw jobNotMovable.because(`Job ${job.job_number} is ${job.status}, not on hold.`, { job_id: id, status: job.status })
    const running = tell_move(context, job, 'running', when, jobResumed)
    const statuses = parts.map(({ status }) => status)
    const completed = statuses.includes('completed') ? complete_job_of_parts(context, running, statuses, when) : running
    return job_moved(job, completed)
  },
})
