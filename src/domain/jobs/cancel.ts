import { z } from 'zod'
import { Id } from '../../kernel/id.ts'
import { atLeast } from '../../kernel/role.ts'
import { sql } from '../../kernel/sql.ts'
import { verb } from '../../kernel/verb.ts'
import { unitHeld } from '../units/events.ts'
import { hold_units } from '../units/stop-units.ts'
import { jobCancelled } from './events.ts'
import { jobNotMovable, jobUnknown, locked_job } from './job.ts'
import { assert_no_clock, clockRunning, JobMoved, job_moved, tell_move } from './move.ts'

export const cancel = verb({
  name: 'jobs.cancel',
  does: 'Says that a job will not be made. What was done on it stays on record; nothing on it can be started any more, and its units stop where they stand.',
  kind: 'writes',
  allow: atLeast('planner'),
  input: z.object({ id: Id }),
  output: JobMoved,
  refuses: [jobUnknown, jobNotMovable, clockRunning],
  reports: [jobCancelled, unitHeld],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id }) {
    const job = await locked_job(context, id)
    const cancelled = tell_move(context, job, 'cancelled', context.now)
    await Promise.all([assert_no_clock(context, job), hold_units(context, sql`job_id = ${id}`, context.now)])
    return job_moved(job, cancelled)
  },
})
