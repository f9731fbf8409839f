import { z } from 'zod'
import { At, happened_at } from '../../kernel/at.ts'
import { Id } from '../../kernel/id.ts'
import { atLeast } from '../../kernel/role.ts'
import { verb } from '../../kernel/verb.ts'
import { timeEntryEnded } from '../operations/time-entries/events.ts'
import { stop_clocks_of_job } from '../operations/time-entries/stop-clocks-of-job.ts'
import { endBeforeStart } from '../operations/time-entries/time-entry.ts'
import { jobCompleted } from './events.ts'
import { jobNotMovable, jobUnknown, locked_job } from './job.ts'
import { assert_no_clock, clockRunning, JobMoved, job_moved, tell_move } from './move.ts'

export const complete = verb({
  name: 'jobs.complete',
  does: 'Completes a running job. Where its last part has completed it already, nothing more happens. Operations stay as they are.',
  kind: 'writes',
  allow: atLeast('operator'),
  input: z.object({
    id: Id,
    at: At,
    force: z.boolean().default(false).meta({ description: 'Stop the clocks that are still running rather than refuse.' }),
  }),
  output: JobMoved,
  refuses: [jobUnknown, jobNotMovable, clockRunning, endBeforeStart],
  reports: [jobCompleted, timeEntryEnded],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id, at, force }) {
    const when = happened_at(context, at)
    const job = await locked_job(context, id)
    if (job.status === 'completed' && job.moved_by === 'roll_up') {
      context.change('jobs', id, { moved_by: 'call' })
      return job_moved(job, job)
    }
    const completed = tell_move(context, job, 'completed', when)
    if (force) await stop_clocks_of_job(context, id, when)
    else await assert_no_clock(context, job)
    return job_moved(job, completed)
  },
})
