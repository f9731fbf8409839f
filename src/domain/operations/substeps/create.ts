import { z } from 'zod'
import { reference } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { lock_job_of_operation, operationUnknown, read_operation } from '../operation.ts'
import { add_substeps, last_sequence } from './add.ts'
import { substepAdded } from './events.ts'
import { Substep, substep_fields } from './substep.ts'

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
    const [, operation, last] = await Promise.all([
      lock_job_of_operation(context, operation_id),
      read_operation(context, operation_id),
      last_sequence(context, operation_id),
    ])
    const [substep] = add_substeps(context, operation, [
      { description: given.description, sequence: given.sequence ?? last + 1, notes: given.notes ?? null },
    ])
    if (!substep) throw operationUnknown.because()
    return substep
  },
})
