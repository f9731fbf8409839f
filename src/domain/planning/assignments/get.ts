import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { Assignment, assignment_of, assignmentUnknown, read_assignment } from './assignment.ts'

export const get = verb({
  name: 'assignments.get',
  does: 'Shows one assignment.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: z.object({ id: Id }),
  output: Assignment,
  refuses: [assignmentUnknown],
  reports: [],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  run: async (context, { id }) => assignment_of(await read_assignment(context, id)),
})
