import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { resourceDeleted } from './events.ts'
import { locked_resource, open_loans, resourceLent, resourceUnknown } from './resource.ts'

export const remove = verb({
  name: 'resources.delete',
  does: 'Removes a resource that no operation has. Who had it stays on record.',
  kind: 'writes',
  allow: atLeast('planner'),
  input: z.object({ id: Id }),
  output: z.object({ id: Id }),
  refuses: [resourceUnknown, resourceLent],
  reports: [resourceDeleted],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id }) {
    const [resource, loans] = await Promise.all([locked_resource(context, id), open_loans(context, id)])
    if (loans.length > 0) {
      const operation_ids = loans.map(({ operation_id }) => operation_id)
      throw resourceLent.because(`Resource ${resource.name} is lent to ${loans.length} operations. Release it first.`, { operation_ids })
    }
    context.change('resources', resource.id, { deleted_at: context.now, updated_at: context.now })
    context.report(resourceDeleted, { resource_id: resource.id })
    return { id: resource.id }
  },
})
