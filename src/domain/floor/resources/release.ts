import { z } from 'zod'
import { refusal } from '../../../kernel/errors.ts'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { resourceReleased } from './events.ts'
import { Loan, loan_columns, locked_resource, resourceUnknown } from './resource.ts'

const loanUnknown = refusal('not_found', 'loan_unknown', 'That operation does not have the resource.')

export const release = verb({
  name: 'resources.release',
  does: 'Takes a resource back from an operation; with the last one it is available again.',
  kind: 'writes',
  allow: atLeast('operator'),
  input: z.object({ id: Id, operation_id: Id }),
  output: Loan,
  refuses: [resourceUnknown, loanUnknown],
  reports: [resourceReleased],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', operation_id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id, operation_id }) {
    const [resource, loans] = await Promise.all([
      locked_resource(context, id),
      context.read<Loan>`select ${loan_columns} from operation_resources where resource_id = ${id} and released_at is null`,
    ])
    const loan = loans.find((one) => one.operation_id === operation_id)
    if (!loan) throw loanUnknown.because()
    context.change('operation_resources', loan.id, { released_at: context.now })
    if (loans.length === 1 && resource.status === 'in_use')
      context.change('resources', resource.id, { status: 'available', updated_at: context.now })
    context.report(resourceReleased, { resource_id: resource.id, operation_id, quantity: loan.quantity })
    return { ...loan, released_at: context.now }
  },
})
