import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { refusal } from '../../../kernel/errors.ts'
import { Revision, Text } from '../../../kernel/fields.ts'
import { Id } from '../../../kernel/id.ts'
import { type Sql, sql } from '../../../kernel/sql.ts'
import { Moment } from '../../../kernel/time.ts'

export const AssignmentStatus = z.enum(['assigned', 'accepted', 'in_progress', 'completed']).meta({ id: 'AssignmentStatus' })
export type AssignmentStatus = z.output<typeof AssignmentStatus>

export const Assignment = z
  .object({
    id: Id,
    job_id: Id,
    part_id: Id.nullable().meta({ description: 'Null where the whole job was assigned.' }),
    person_id: Id,
    status: AssignmentStatus,
    notes: Text.nullable(),
    assigned_by: Id.nullable(),
    created_at: Moment,
    updated_at: Moment,
    revision: Revision,
    job: z.object({ id: Id, job_number: z.string() }),
    part: z.object({ id: Id, part_number: z.string() }).nullable(),
    person: z.object({ id: Id, name: z.string(), email: z.string().nullable() }),
    assigner: z.object({ id: Id, name: z.string(), email: z.string().nullable() }).nullable(),
  })
  .meta({ id: 'Assignment', description: 'Whose work a job or a part is.' })
export type Assignment = z.output<typeof Assignment>

/** Where an assignment may go. Only whoever takes it up again leads back. */
export const assignment_moves: Readonly<Record<AssignmentStatus, readonly AssignmentStatus[]>> = {
  assigned: ['accepted', 'in_progress', 'completed'],
  accepted: ['assigned', 'in_progress', 'completed'],
  in_progress: ['completed'],
  completed: ['in_progress'],
}

export const assignmentUnknown = refusal('not_found', 'assignment_unknown', 'There is no such assignment.')
export const assignmentStale = refusal('stale', 'assignment_stale', 'The assignment was changed since you read it. Read it again.')
export const assignmentThere = refusal('conflict', 'assignment_there', 'This person has that job or part already.')
export const assignmentNotMovable = refusal('conflict', 'assignment_not_movable', 'The assignment’s status does not allow that.')
export const assignmentNotYours = refusal(
  'forbidden',
  'assignment_not_yours',
  'You may say how far your own assignments are. The rest is a supervisor’s.',
)

export const assignment_columns = sql`assignments.id, assignments.job_id, assignments.part_id, assignments.person_id, assignments.status,
  assignments.notes, assignments.assigned_by, assignments.created_at, assignments.updated_at, assignments.revision,
  jobs.job_number, parts.part_number, people.name as person_name, people.email as person_email,
  assigners.name as assigner_name, assigners.email as assigner_email`

export const assignment_tables = sql`assignments join jobs on jobs.id = assignments.job_id left join parts on parts.id = assignments.part_id
  join people on people.id = assignments.person_id left join people assigners on assigners.id = assignments.assigned_by`

/** An assignment goes with its job and its part, when they are removed. */
export const assignment_is_live: Sql = sql`assignments.deleted_at is null
  and exists (select from jobs j where j.id = assignments.job_id and j.deleted_at is null)
  and (assignments.part_id is null or exists (select from parts p where p.id = assignments.part_id and p.deleted_at is null))`

export interface AssignmentRow extends Omit<Assignment, 'job' | 'part' | 'person' | 'assigner'> {
  readonly job_number: string
  readonly part_number: string | null
  readonly person_name: string
  readonly person_email: string | null
  readonly assigner_name: string | null
  readonly assigner_email: string | null
}

export function assignment_of(row: AssignmentRow): Assignment {
  const { job_number, part_number, person_name, person_email, assigner_name, assigner_email, ...assignment } = row
  const { part_id, assigned_by } = assignment
  return {
    ...assignment,
    job: { id: row.job_id, job_number },
    part: part_id !== null && part_number !== null ? { id: part_id, part_number } : null,
    person: { id: row.person_id, name: person_name, email: person_email },
    assigner: assigned_by !== null && assigner_name !== null ? { id: assigned_by, name: assigner_name, email: assigner_email } : null,
  }
}

export async function read_assignment(context: Context, id: string): Promise<AssignmentRow> {
  const [row] = await context.read<AssignmentRow>`
    select ${assignment_columns} from ${assignment_tables} where assignments.id = ${id} and ${assignment_is_live}`
  if (!row) throw assignmentUnknown.because(`There is no assignment ${id}.`)
  return row
}

export async function locked_assignment(context: Context, id: string): Promise<AssignmentRow> {
  context.read`select id from assignments where id = ${id} for no key update`
  return read_assignment(context, id)
}

export const expect_conflict = (context: Context): void => context.on_conflict('assignments_open', assignmentThere.because())
