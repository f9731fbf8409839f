import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { sql } from '../../../kernel/sql.ts'
import { verb } from '../../../kernel/verb.ts'
import { uncount_operations } from '../../operations/uncount.ts'
import { remove_units } from '../../units/stop-units.ts'
import { jobCompleted } from '../events.ts'
import { clockRunning } from '../move.ts'
import { complete_job_of_parts } from '../roll-up.ts'
import { partDeleted } from './events.ts'
import { locked_part } from './locked.ts'
import { partHasChildren, partUnknown } from './part.ts'

export const remove = verb({
  name: 'parts.delete',
  does: 'Removes a part with its operations. What happened on it stays in the log.',
  kind: 'writes',
  allow: atLeast('planner'),
  input: z.object({ id: Id }),
  output: z.object({ id: Id }),
  refuses: [partUnknown, partHasChildren, clockRunning],
  reports: [partDeleted, jobCompleted],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id }) {
    const [{ job, part, others }, clocks] = await Promise.all([
      locked_part(context, id),
      context.read<{ id: string }>`select t.id from time_entries t join operations o on o.id = t.operation_id
        where o.part_id = ${id} and t.ended_at is null and t.deleted_at is null`,
      uncount_operations(context, sql`part_id = ${id}`),
    ])
    if (others.some((other) => other.parent_id === id))
      throw partHasChildren.because(`Other parts go into ${part.part_number}. Remove or move them first.`)
    if (clocks.length > 0) throw clockRunning.because(`A clock is running at part ${part.part_number}. Stop it first.`)
    const deleted_at = context.now
    context.change('parts', id, { deleted_at, updated_at: deleted_at })
    context.write`update operations set deleted_at = ${deleted_at} where part_id = ${id} and deleted_at is null`
    remove_units(context, sql`part_id = ${id}`)
    context.count('parts', part.status, -1)
    context.report(partDeleted, { part_id: id, job_id: part.job_id })
    const statuses = others.map((other) => other.status)
    if (statuses.includes('completed')) complete_job_of_parts(context, job, statuses, context.now)
    return { id }
  },
})
