import { z } from 'zod'
import { Id } from '../../kernel/id.ts'
import { atLeast } from '../../kernel/role.ts'
import { verb } from '../../kernel/verb.ts'
import { routingDeleted, routingMadeCurrent } from './events.ts'
import { read_routing, routingInUse, routingUnknown, set_current } from './routing.ts'

export const remove = verb({
  name: 'routings.delete',
  does: 'Removes a version that no part was laid out from. Was it the current one, the newest that is left becomes current.',
  kind: 'writes',
  allow: atLeast('planner'),
  input: z.object({ id: Id }),
  output: z.object({ id: Id }),
  refuses: [routingUnknown, routingInUse],
  reports: [routingDeleted, routingMadeCurrent],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id }) {
    // Laying out holds the product against `for update`: no part can appear behind the look at them.
    context.read`select id from products where id = (select product_id from routings where id = ${id}) for update`
    const [routing, [part], [newest]] = await Promise.all([
      read_routing(context, id),
      context.read<{ id: string }>`select id from parts where routing_id = ${id} and deleted_at is null limit 1`,
      context.read<{ id: string }>`
        select id from routings where product_id = (select product_id from routings where id = ${id}) and id <> ${id} and deleted_at is null
        order by version desc limit 1`,
    ])
    if (part) {
      const message = `Parts were laid out from version ${routing.version}. Make another one current instead.`
      throw routingInUse.because(message, { part_id: part.id })
    }
    context.change('routings', routing.id, { deleted_at: context.now, is_current: false })
    context.report(routingDeleted, { routing_id: routing.id, product_id: routing.product_id })
    if (routing.is_current && newest) set_current(context, { id: newest.id, product_id: routing.product_id }, routing.id)
    return { id: routing.id }
  },
})
