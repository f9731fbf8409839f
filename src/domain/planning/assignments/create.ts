import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import type { Problem } from '../../../kernel/errors.ts'
import { Text } from '../../../kernel/fields.ts'
import { new_id, reference } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { Assignment, assignment_of, assignmentThere, expect_conflict, read_assignment } from './assignment.ts'
import { assignmentCreated } from './events.ts'

export const create = verb({
  name: 'assignments.create',
  does: 'Gives somebody a job, or one part of it.',
  kind: 'writes',
  allow: atLeast('supervisor'),
  input: z.object({
    job_id: reference('jobs').optional().meta({ description: 'The whole job; of a part it follows.' }),
    part_id: reference('parts').nullable().optional(),
    person_id: reference('people'),
    status: Assignment.shape.status.default('assigned'),
    notes: Text.nullable().optional(),
  }),
  output: Assignment,
  refuses: [assignmentThere],
  reports: [assignmentCreated],
  examples: [
    { given: { part_id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', person_id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } },
    { given: { job_id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', person_id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } },
  ],
  faults: (raw) => faults_of(raw),
  async run(context, { job_id, part_id = null, person_id, status, notes = null }) {
    const assignment = {
      id: new_id(),
      job_id: part_id === null ? (job_id ?? '') : await job_of_part(context, part_id, job_id),
      part_id,
      person_id,
    }
    const { now, actor } = context
    expect_conflict(context)
    context.insert('assignments', [{ ...assignment, status, notes, assigned_by: actor.person_id, created_at: now, updated_at: now }])
    const { id: assignment_id, ...facts } = assignment
    context.report(assignmentCreated, { assignment_id, ...facts })
    return assignment_of(await read_assignment(context, assignment.id))
  },
})

const Loose = z.object({ job_id: z.unknown().optional(), part_id: z.unknown().optional() }).catch({})

function faults_of(raw: unknown): Problem[] {
  const { job_id, part_id } = Loose.parse(raw)
  return (job_id ?? part_id ?? null) === null ? [{ path: ['job_id'], rule: 'required', message: 'Give a job_id or a part_id.' }] : []
}

async function job_of_part(context: Context, part_id: string, wanted: string | undefined): Promise<string> {
  const [part] = await context.read<{ job_id: string }>`select job_id from parts where id = ${part_id}`
  if (wanted !== undefined && part && part.job_id !== wanted)
    context.problem(['part_id'], 'unknown_reference', 'The part is of another job.')
  context.settle()
  return part?.job_id ?? ''
}
