import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { refusal } from '../../../kernel/errors.ts'
import { Revision, Text } from '../../../kernel/fields.ts'
import { Id } from '../../../kernel/id.ts'
import { sql } from '../../../kernel/sql.ts'
import { Moment } from '../../../kernel/time.ts'

export const substep_fields = {
  description: Text.trim().min(1),
  sequence: z.number().int().min(-2_147_483_648).max(2_147_483_647).meta({ description: 'Its place in the operation.' }),
  notes: Text.nullable(),
}

export const Substep = z
  .object({
    id: Id,
    job_id: Id,
    operation_id: Id,
    ...substep_fields,
    completed_at: Moment.nullable(),
    completed_by: Id.nullable().meta({ description: 'The person who ticked it, where that is known.' }),
    created_at: Moment,
    updated_at: Moment,
    revision: Revision,
  })
  .meta({ id: 'Substep', description: 'A tick-box in an operation.' })
export type Substep = z.output<typeof Substep>

export const substep_columns = sql`substeps.id, substeps.job_id, substeps.operation_id, substeps.description, substeps.sequence, substeps.notes,
  substeps.completed_at, substeps.completed_by, substeps.created_at, substeps.updated_at, substeps.revision`

export const substep_is_live = sql`substeps.deleted_at is null
  and exists (select from operations o where o.id = substeps.operation_id and o.deleted_at is null)`

export const substepUnknown = refusal('not_found', 'substep_unknown', 'There is no such substep.')
export const substepStale = refusal('stale', 'substep_stale', 'The substep was changed since you read it. Read it again.')
export const substepDone = refusal('conflict', 'substep_done', 'This substep has been ticked already.')
export const substepNotDone = refusal('conflict', 'substep_not_done', 'This substep has not been ticked.')

export const substepNotYours = refusal('forbidden', 'substep_not_yours', 'What a tick-box says is changed by a supervisor.')

export async function read_substep(context: Context, id: string): Promise<Substep> {
  const [substep] = await context.read<Substep>`
    select ${substep_columns} from substeps where substeps.id = ${id} and ${substep_is_live}`
  if (!substep) throw substepUnknown.because(`There is no substep ${id}.`)
  return substep
}

/** The substep, read after its job's row was locked. */
export async function locked_substep(context: Context, id: string): Promise<Substep> {
  const [, substep] = await Promise.all([
    context.read`select id from jobs where id = (select job_id from substeps where id = ${id}) and deleted_at is null for no key update`,
    read_substep(context, id),
  ])
  return substep
}

export const facts_of = ({ id, operation_id, job_id }: Substep) => ({ substep_id: id, operation_id, job_id })
