import { z } from 'zod'
import { Id } from '../../kernel/id.ts'
import { atLeast } from '../../kernel/role.ts'
import { verb } from '../../kernel/verb.ts'
import { Routing, read_routing, routingUnknown } from './routing.ts'

export const get = verb({
  name: 'routings.get',
  does: 'Shows one version of a routing with its steps.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: z.object({ id: Id }),
  output: Routing,
  refuses: [routingUnknown],
  reports: [],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  run: (context, { id }) => read_routing(context, id),
})
