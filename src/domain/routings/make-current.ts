import { z } from 'zod'
import { Id } from '../../kernel/id.ts'
import { atLeast } from '../../kernel/role.ts'
import { verb } from '../../kernel/verb.ts'
import { routingMadeCurrent } from './events.ts'
import { Routing, read_routing, routingUnknown, set_current } from './routing.ts'

export const make_current = verb({
  name: 'routings.make_current',
  does: 'Has new parts of the product made by this version. Parts that are laid out already stay as they are.',
  kind: 'writes',
  allow: atLeast('planner'),
  input: z.object({ id: Id }),
  output: Routing,
  refuses: [routingUnknown],
  reports: [routingMadeCurrent],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id }) {
    context.read`select id from products where id = (select product_id from routings where id = ${id}) for no key update`
    const [routing, [previous]] = await Promise.all([
      read_routing(context, id),
      context.read<{ id: string }>`
        select id from routings where product_id = (select product_id from routings where id = ${id}) and is_current and deleted_at is null`,
    ])
    if (routing.is_current) return routing
    set_current(context, routing, previous?.id ?? null)
    return { ...routing, is_current: true }
  },
})
