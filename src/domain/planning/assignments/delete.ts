import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { assignmentUnknown, locked_assignment } from './assignment.ts'
import { assignmentDeleted } from './events.ts'

export const remove = verb({
  name: 'assignments.delete',
  does: 'Takes an assignment back. What was done stays.',
  kind: 'writes',
  allow: atLeast('supervisor'),
  input: z.object({ id: Id }),
  output: z.object({ id: Id }),
  refuses: [assignmentUnknown],
  reports: [assignmentDeleted],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id }) {
    const { job_id, part_id, person_id } = await locked_assignment(context, id)
    context.change('assignments', id, { deleted_at: context.now, updated_at: context.now })
    context.report(assignmentDeleted, { assignment_id: id, job_id, part_id, person_id })
    return { id }
  },
})
