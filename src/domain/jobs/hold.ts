import { z } from 'zod'
import { At, happened_at } from '../../kernel/at.ts'
import { Id } from '../../kernel/id.ts'
import { atLeast } from '../../kernel/role.ts'
import { verb } from '../../kernel/verb.ts'
import { jobHeld } from './events.ts'
import { jobNotMovable, jobUnknown, locked_job } from './job.ts'
import { JobMoved, job_moved, tell_move } from './move.ts'

export const hold = verb({
  name: 'jobs.hold',
  does: 'Stops a job for now. Its operations stay as they are, but none can be started.',
  kind: 'writes',
  allow: atLeast('operator'),
  input: z.object({ id: Id, at: At }),
  output: JobMoved,
  refuses: [jobUnknown, jobNotMovable],
  reports: [jobHeld],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id, at }) {
    const when = happened_at(context, at)
    const job = await locked_job(context, id)
    return job_moved(job, tell_move(context, job, 'held', when))
  },
})
