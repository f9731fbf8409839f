import { z } from 'zod'
import { changes_between } from '../../../kernel/changes.ts'
import type { Context } from '../../../kernel/context.ts'
import { Text } from '../../../kernel/fields.ts'
import { Id, reference } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { oversees } from '../../operations/time-entries/whose.ts'
import {
  Assignment,
  type AssignmentRow,
  type AssignmentStatus,
  assignment_moves,
  assignment_of,
  assignmentNotMovable,
  assignmentNotYours,
  assignmentStale,
  assignmentThere,
  assignmentUnknown,
  expect_conflict,
  locked_assignment,
  read_assignment,
} from './assignment.ts'
import { assignmentUpdated } from './events.ts'

export const update = verb({
  name: 'assignments.update',
  does: 'Says how far an assignment is, or gives it to somebody else. Operators move their own.',
  kind: 'writes',
  allow: atLeast('operator'),
  input: z.object({
    id: Id,
    status: Assignment.shape.status.optional(),
    person_id: reference('people').optional(),
    notes: Text.nullable().optional(),
  }),
  output: Assignment,
  refuses: [assignmentUnknown, assignmentStale, assignmentNotYours, assignmentNotMovable, assignmentThere],
  reports: [assignmentUpdated],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', status: 'accepted' } }],
  async run(context, { id, ...given }) {
    const assignment = await locked_assignment(context, id)
    assert_may_change(context, assignment, given.person_id)
    if (context.expected_revision !== null && context.expected_revision !== assignment.revision) throw assignmentStale.because()
    if (given.status !== undefined && given.status !== assignment.status) assert_movable(assignment, given.status)
    const changes = changes_between(assignment, given)
    if (changes.none) return assignment_of(assignment)
    expect_conflict(context)
    context.change('assignments', id, { ...changes.columns, revision: assignment.revision + 1, updated_at: context.now })
    const { job_id, part_id } = assignment
    const person_id = given.person_id ?? assignment.person_id
    context.report(assignmentUpdated, { assignment_id: id, job_id, part_id, person_id, changes: changes.told })
    return assignment_of(await read_assignment(context, id))
  },
})

function assert_may_change(context: Context, assignment: AssignmentRow, person_id: string | undefined): void {
  if (oversees(context)) return
  const { actor } = context
  if (assignment.person_id !== actor.person_id || (person_id ?? actor.person_id) !== actor.person_id) throw assignmentNotYours.because()
}

function assert_movable({ status }: AssignmentRow, wanted: AssignmentStatus): void {
  const possible = assignment_moves[status]
  if (possible.includes(wanted)) return
  throw assignmentNotMovable.because(`The assignment is ${status}; from there it can become ${possible.join(' or ')}.`, {
    status,
    wanted,
    possible,
  })
}
