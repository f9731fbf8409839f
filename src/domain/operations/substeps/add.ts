import type { Context } from '../../../kernel/context.ts'
import { new_id } from '../../../kernel/id.ts'
import { substepAdded } from './events.ts'
import { facts_of, type Substep } from './substep.ts'

/** Where the last of an operation's substeps stands; before the first one where there is none. */
export async function last_sequence(context: Context, operation_id: string): Promise<number> {
  const [last] = await context.read<{ sequence: number | null }>`
    select max(sequence) as sequence from substeps where operation_id = ${operation_id} and deleted_at is null`
  return last?.sequence ?? 0
}

/** Adds any number of tick-boxes, in one insert. The job's row is locked by the caller. */
export function add_substeps(
  context: Context,
  operation: { readonly id: string; readonly job_id: string },
  given: readonly Pick<Substep, 'description' | 'sequence' | 'notes'>[],
): Substep[] {
  const substeps = given.map(
    ({ description, sequence, notes }): Substep => ({
      id: new_id(),
      job_id: operation.job_id,
      operation_id: operation.id,
      description,
      sequence,
      notes,
      completed_at: null,
      completed_by: null,
      created_at: context.now,
      updated_at: context.now,
      revision: 1,
    }),
  )
  context.insert('substeps', substeps)
  for (const substep of substeps) context.report(substepAdded, facts_of(substep))
  return substeps
}
