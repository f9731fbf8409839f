import { z } from 'zod'
import { Id } from '../../kernel/id.ts'
import { atLeast } from '../../kernel/role.ts'
import { verb } from '../../kernel/verb.ts'
import { jobCompleted, jobStarted } from '../jobs/events.ts'
import { partCompleted, partStarted } from '../jobs/parts/events.ts'
import { roll_up_completion } from '../jobs/roll-up.ts'
import { operationDeleted } from './events.ts'
import { operationHasIssues, operationHasTime, operationUnknown } from './operation.ts'
import { all_finished, locked_work } from './work.ts'

export const remove = verb({
  name: 'operations.delete',
  does: 'Removes an operation that nobody has worked on.',
  kind: 'writes',
  allow: atLeast('planner'),
  input: z.object({ id: Id }),
  output: z.object({ id: Id }),
  refuses: [operationUnknown, operationHasTime, operationHasIssues],
  reports: [operationDeleted, partStarted, partCompleted, jobStarted, jobCompleted],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id }) {
    const [{ operation, job, part, siblings, other_parts, entries }, reports, visits, [issue]] = await Promise.all([
      locked_work(context, id),
      context.read<{ id: string }>`select id from quantity_reports where operation_id = ${id} limit 1`,
      context.read<{ id: string }>`select id from unit_visits where operation_id = ${id} limit 1`,
      context.read<{ id: string }>`select id from issues where operation_id = ${id} and deleted_at is null limit 1`,
    ])
    if (entries.length + reports.length + visits.length > 0)
      throw operationHasTime.because(`Operation ${operation.name} has been worked on. Cancel it instead.`)
    if (issue)
      throw operationHasIssues.because(`Something was reported wrong at operation ${operation.name}. Cancel it instead.`, {
        issue_id: issue.id,
      })
    context.change('operations', id, { deleted_at: context.now, updated_at: context.now })
    context.count('operations', operation.status, -1)
    context.report(operationDeleted, { operation_id: id, part_id: part.id, job_id: job.id })
    const something_was_done = siblings.some((one) => one.status === 'completed')
    if (something_was_done) roll_up_completion(context, { job, part }, all_finished(siblings), other_parts, context.now)
    return { id }
  },
})
