import { z } from 'zod'
import { Id } from '../../kernel/id.ts'
import { atLeast } from '../../kernel/role.ts'
import { verb } from '../../kernel/verb.ts'
import { jobReleased, jobReopened, jobStarted } from '../jobs/events.ts'
import { jobNotMovable } from '../jobs/job.ts'
import { partReopened, partStarted } from '../jobs/parts/events.ts'
import { roll_up_start } from '../jobs/roll-up.ts'
import { is_stopped } from '../quality/issues/issue.ts'
import { operationReopened } from './events.ts'
import { Operation, operation_of, operation_reopens, operationNotMovable, operationUnknown, set_operation_status } from './operation.ts'
import { locked_work } from './work.ts'

export const reopen = verb({
  name: 'operations.reopen',
  does: 'Takes back that an operation is done or left out: it is on hold, or waits, and its part and job have work again.',
  kind: 'writes',
  allow: atLeast('supervisor'),
  input: z.object({ id: Id }),
  output: Operation,
  refuses: [operationUnknown, operationNotMovable, jobNotMovable],
  reports: [operationReopened, partReopened, partStarted, jobReopened, jobStarted, jobReleased],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id }) {
    const [{ operation, job, part }, stopped] = await Promise.all([locked_work(context, id), is_stopped(context, id)])
    if (job.status === 'closed' || job.status === 'cancelled')
      throw jobNotMovable.because(`Job ${job.job_number} is ${job.status}.`, { job_id: job.id, status: job.status })
    if (!operation_reopens.includes(operation.status)) {
      throw operationNotMovable.because(
        `Operation ${operation.name} is ${operation.status}; only a completed or skipped one is reopened.`,
        { status: operation.status, possible: [] },
      )
    }
    const before = operation.status === 'completed' ? 'held' : 'waiting'
    const to = stopped ? 'held' : before
    const parked_from = stopped ? before : null
    const reopened = set_operation_status(context, operation, to, context.now, {
      completed_at: null,
      completion_percentage: 0,
      parked_from,
    })
    const facts = {
      operation_id: id,
      part_id: part.id,
      job_id: job.id,
      workstation_id: operation.workstation_id,
      person_id: null,
      machine_id: null,
      time_entry_ids: [],
    }
    context.report(operationReopened, { ...facts, previous_status: operation.status, new_status: to })
    if (part.status === 'completed') roll_up_start(context, { job, part }, context.now)
    return operation_of(reopened)
  },
})
