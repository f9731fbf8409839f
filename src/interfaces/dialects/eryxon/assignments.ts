import { z } from 'zod'
import { type Assignment, AssignmentStatus } from '../../../domain/planning/assignments/assignment.ts'
import { verbs } from '../../../domain/verbs.gen.ts'
import { answer, type Row } from '../dialect.ts'
import { Done, done, Listed, listed } from './envelope.ts'
import { alias, ById, LongText, Paging, paging_takes, Uuid } from './members.ts'
import { Person, person_of_it } from './named.ts'

const entity = 'assignment'
const person = { operator_id: 'person_id', shop_floor_operator_id: 'person_id' } as const
const People = { operator_id: Uuid.optional(), shop_floor_operator_id: alias(Uuid.optional(), 'operator_id') }
const given = { ...People, status: AssignmentStatus.optional(), notes: LongText.nullish() }

const EryxonAssignment = z
  .strictObject({
    id: z.string(),
    job_id: z.string(),
    part_id: z.string().nullable(),
    operator_id: z.string(),
    shop_floor_operator_id: z.string().meta({ description: 'The same: there is one kind of people.' }),
    assigned_by: z.string().nullable(),
    status: AssignmentStatus,
    notes: z.string().nullable(),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
    job: z.strictObject({ id: z.string(), job_number: z.string() }),
    part: z.strictObject({ id: z.string(), part_number: z.string() }).nullable(),
    operator: Person,
    assigned_by_user: Person.nullable(),
  })
  .meta({ id: 'EryxonAssignment' })

export const assignment_out = (assignment: Assignment): z.input<typeof EryxonAssignment> => ({
  id: assignment.id,
  job_id: assignment.job_id,
  part_id: assignment.part_id,
  operator_id: assignment.person_id,
  shop_floor_operator_id: assignment.person_id,
  assigned_by: assignment.assigned_by,
  status: assignment.status,
  notes: assignment.notes,
  created_at: assignment.created_at,
  updated_at: assignment.updated_at,
  job: assignment.job,
  part: assignment.part,
  operator: person_of_it(assignment.person),
  assigned_by_user: assignment.assigner && person_of_it(assignment.assigner),
})

const SortBy = z.enum(['created_at', 'status']).optional()
const SortOrder = z.enum(['asc', 'desc']).optional()

const list = answer('GET /api-assignments', verbs['assignments.list'], {
  entity,
  query: z.object({
    ...Paging,
    job_id: Uuid.optional(),
    part_id: Uuid.optional(),
    ...People,
    status: AssignmentStatus.optional(),
    sort: SortBy,
    sort_by: alias(SortBy, 'sort'),
    order: SortOrder,
    sort_order: alias(SortOrder, 'order'),
  }),
  blank: 'absent',
  takes: {
    ...paging_takes,
    job_id: 'job_id',
    part_id: 'part_id',
    ...person,
    status: 'status',
    sort: 'sort',
    sort_by: 'sort',
    order: 'order',
    sort_order: 'order',
  },
  adds: { with_total: true },
  reply: Listed({ assignments: z.array(EryxonAssignment) }),
  gives: (output, asked) => listed({ assignments: output.data.map(assignment_out) }, output, asked),
})

const get = answer('GET /api-assignments?id', verbs['assignments.get'], {
  entity,
  query: ById,
  blank: 'absent',
  takes: { id: 'id' },
  reply: Done({ assignment: EryxonAssignment }),
  gives: (assignment) => done({ assignment: assignment_out(assignment) }),
})

const create = answer('POST /api-assignments', verbs['assignments.create'], {
  entity,
  says: 'Gives an operator a job, or one part of it. One of the two, and an operator, are required.',
  body: z.object({ job_id: Uuid.optional(), part_id: Uuid.nullish(), ...given }),
  blank: 'absent',
  takes: { job_id: 'job_id', part_id: 'part_id', ...person, status: 'status', notes: 'notes' },
  success: 201,
  reply: Done({ assignment: EryxonAssignment }),
  gives: (assignment) => done({ assignment: assignment_out(assignment) }),
})

const update = answer(['PATCH /api-assignments', 'PUT /api-assignments'], verbs['assignments.update'], {
  entity,
  query: ById,
  body: z.object(given),
  blank: 'null',
  takes: { id: 'id', ...person, status: 'status', notes: 'notes' },
  needs_a_field: true,
  reply: Done({ assignment: EryxonAssignment }),
  gives: (assignment) => done({ assignment: assignment_out(assignment) }),
})

const remove = answer('DELETE /api-assignments', verbs['assignments.delete'], {
  entity,
  query: ById,
  blank: 'absent',
  takes: { id: 'id' },
  reply: Done({ message: z.string(), assignment_id: z.string() }),
  gives: ({ id }) => done({ message: 'Assignment deleted successfully', assignment_id: id }),
})

export const assignment_rows: readonly Row[] = [list, get, create, update, remove]
