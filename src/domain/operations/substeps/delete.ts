import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { substepDeleted } from './events.ts'
import { facts_of, locked_substep, substepUnknown } from './substep.ts'

export const remove = verb({
  name: 'substeps.delete',
  does: 'Removes a tick-box from an operation.',
  kind: 'writes',
  allow: atLeast('supervisor'),
  input: z.object({ id: Id }),
  output: z.object({ id: Id }),
  refuses: [substepUnknown],
  reports: [substepDeleted],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id }) {
    const substep = await locked_substep(context, id)
    context.change('substeps', id, { deleted_at: context.now, updated_at: context.now })
    context.report(substepDeleted, facts_of(substep))
    return { id }
  },
})
