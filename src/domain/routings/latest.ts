import { z } from 'zod'
import { Id } from '../../kernel/id.ts'
import { atLeast } from '../../kernel/role.ts'
import { verb } from '../../kernel/verb.ts'
import { family_with, Routing, routing_columns, routingUnknown } from './routing.ts'

export const latest = verb({
  name: 'routings.latest',
  does: 'Shows the newest version of a routing’s family.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: z.object({ id: Id.meta({ description: 'Of the family, or of any version in it.' }) }),
  output: Routing,
  refuses: [routingUnknown],
  reports: [],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id }) {
    const [routing] = await context.read<Routing>`
      select ${routing_columns} from routings where family_id = ${family_with(id)} and is_latest and deleted_at is null`
    if (!routing) throw routingUnknown.because(`There is no routing ${id}.`)
    return routing
  },
})
