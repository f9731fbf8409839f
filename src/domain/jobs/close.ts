import { z } from 'zod'
import { Id } from '../../kernel/id.ts'
import { atLeast } from '../../kernel/role.ts'
import { sql } from '../../kernel/sql.ts'
import { verb } from '../../kernel/verb.ts'
import { unitHeld } from '../units/events.ts'
import { hold_units } from '../units/stop-units.ts'
import { jobClosed } from './events.ts'
import { jobNotMovable, jobUnknown, locked_job } from './job.ts'
import { JobMoved, job_moved, tell_move } from './move.ts'

export const close = verb({
  name: 'jobs.close',
  does: 'Puts a completed job away for good: nothing on it can be started or added any more, and units not done stop where they stand.',
  kind: 'writes',
  allow: atLeast('planner'),
  input: z.object({ id: Id }),
  output: JobMoved,
  refuses: [jobUnknown, jobNotMovable],
  reports: [jobClosed, unitHeld],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id }) {
    const job = await locked_job(context, id)
    const closed = tell_move(context, job, 'closed', context.now)
    await hold_units(context, sql`job_id = ${id}`, context.now)
    return job_moved(job, closed)
  },
})
