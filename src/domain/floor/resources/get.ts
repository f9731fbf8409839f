import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { Loan, open_loans, Resource, read_resource, resourceUnknown } from './resource.ts'

export const get = verb({
  name: 'resources.get',
  does: 'Shows one resource, and which operations have it.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: z.object({ id: Id }),
  output: Resource.extend({ loans: z.array(Loan) }),
  refuses: [resourceUnknown],
  reports: [],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id }) {
    const [resource, loans] = await Promise.all([read_resource(context, id), open_loans(context, id)])
    return { ...resource, loans }
  },
})
