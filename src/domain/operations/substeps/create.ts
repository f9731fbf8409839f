import { z } from 'zod'
import { new_id, reference } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { lock_job_of_operation, operationUnknown, read_operation } from '../operation.ts'
import { substepAdded } from './events.ts'
import { facts_of, Substep, substep_fields } from './substep.ts'

const { description, sequence, notes } = substep_fields

export const create = verb({
  name: 'substeps.create',
  does: 'Adds a tick-box to an operation.',
  kind: 'writes',
  allow: atLeast('supervisor'),
  input: z.object({
    operation_id: reference('operations'),
    description,
    sequence: sequence.optional().meta({ description: 'Left out, it comes after the last.' }),
    notes: notes.optional(),
  }),
  output: Substep,
  refuses: [operationUnknown],
  reports: [substepAdded],
  examples: [{ given: { operation_id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', description: 'Check the bore with the plug gauge.' } }],
  async run(context, given) {
    const { operation_id } = given
    const [, operation, [last]] = await Promise.all([
      lock_job_of_operation(context, operation_id),
      read_operation(context, operation_id),
      context.read<{ sequence: number | null }>`
        select max(sequence) as sequence from substeps where operation_id = ${operation_id} and deleted_at is null`,
    ])
    const substep: Substep = {
      id: new_id(),
      job_id: operation.job_id,
      operation_id,
      description: given.description,
      sequence: given.sequence ?? (last?.sequence ?? 0) + 1,
      notes: given.notes ?? null,
      completed_at: null,
      completed_by: null,
      created_at: context.now,
      updated_at: context.now,
      revision: 1,
    }
    context.insert('substeps', [substep])
    context.report(substepAdded, facts_of(substep))
    return substep
  },
})
