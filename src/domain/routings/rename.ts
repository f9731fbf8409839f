import { z } from 'zod'
import { Name } from '../../kernel/fields.ts'
import { Id } from '../../kernel/id.ts'
import { atLeast } from '../../kernel/role.ts'
import { verb } from '../../kernel/verb.ts'
import { routingRenamed } from './events.ts'
import { family_with, Routing, routing_columns, routingUnknown } from './routing.ts'

export const rename = verb({
  name: 'routings.rename',
  does: 'Gives another name to a way of making a product: to all its versions. What they say is not changed.',
  kind: 'writes',
  allow: atLeast('planner'),
  input: z.object({ id: Id.meta({ description: 'Of the family, or of any version in it.' }), name: Name }),
  output: Routing,
  refuses: [routingUnknown],
  reports: [routingRenamed],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', name: 'With the new lathe' } }],
  async run(context, { id, name }) {
    context.read`select id from products where id = (select product_id from routings where id = ${id}) for no key update`
    const versions = await context.read<Routing>`
      select ${routing_columns} from routings where family_id = ${family_with(id)} and deleted_at is null order by version desc`
    const [latest] = versions
    if (!latest) throw routingUnknown.because(`There is no routing ${id}.`)
    if (versions.every((one) => one.name === name)) return latest
    context.write`update routings set name = ${name} where family_id = ${latest.family_id} and deleted_at is null`
    const { product_id, family_id } = latest
    context.report(routingRenamed, {
      routing_id: latest.id,
      product_id,
      family_id,
      changes: { name: { before: latest.name, after: name } },
    })
    return { ...latest, name }
  },
})
