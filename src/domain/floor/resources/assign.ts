import { z } from 'zod'
import { refusal } from '../../../kernel/errors.ts'
import { Text } from '../../../kernel/fields.ts'
import { Id, new_id, reference } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { resourceAssigned } from './events.ts'
import { Loan, locked_resource, open_loans, resourceNotAvailable, resourceUnknown } from './resource.ts'

const resourceLentThere = refusal('conflict', 'resource_lent_there', 'That operation has the resource already.')

export const assign = verb({
  name: 'resources.assign',
  does: 'Lends a resource to an operation; it is in use until the last operation has released it.',
  kind: 'writes',
  allow: atLeast('operator'),
  input: z.object({
    id: Id,
    operation_id: reference('operations'),
    quantity: z.number().positive().max(1e12).default(1),
    notes: Text.nullable().optional(),
  }),
  output: Loan,
  refuses: [resourceUnknown, resourceNotAvailable, resourceLentThere],
  reports: [resourceAssigned],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', operation_id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id, operation_id, quantity, notes = null }) {
    const [resource, loans] = await Promise.all([locked_resource(context, id), open_loans(context, id)])
    if (!resource.is_active || resource.status === 'maintenance')
      throw resourceNotAvailable.because(`Resource ${resource.name} is ${resource.is_active ? 'in maintenance' : 'switched off'}.`)
    if (loans.some((loan) => loan.operation_id === operation_id)) throw resourceLentThere.because()
    const loan: Loan = {
      id: new_id(),
      resource_id: resource.id,
      operation_id,
      quantity,
      notes,
      assigned_at: context.now,
      assigned_by: context.actor.person_id,
      released_at: null,
    }
    context.insert('operation_resources', [{ ...loan }])
    if (resource.status !== 'in_use') context.change('resources', resource.id, { status: 'in_use', updated_at: context.now })
    context.report(resourceAssigned, { resource_id: resource.id, operation_id, quantity })
    return loan
  },
})
