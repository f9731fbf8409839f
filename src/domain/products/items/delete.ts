import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { itemDeleted } from './events.ts'
import { itemInUse, itemUnknown, read_item } from './item.ts'

export const remove = verb({
  name: 'items.delete',
  does: 'Removes an item that no product is made of.',
  kind: 'writes',
  allow: atLeast('planner'),
  input: z.object({ id: Id }),
  output: z.object({ id: Id }),
  refuses: [itemUnknown, itemInUse],
  reports: [itemDeleted],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id }) {
    // Whoever puts it into a bill of material holds it: no line can appear behind the look at them.
    context.read`select id from items where id = ${id} for update`
    const [item, [line]] = await Promise.all([
      read_item(context, id),
      context.read<{ id: string; product_id: string }>`
        select id, product_id from bom_lines where item_id = ${id} and deleted_at is null limit 1`,
    ])
    if (line) {
      const message = `Products are made of item ${item.name}. Take it out of their bills of material first.`
      throw itemInUse.because(message, { bom_line_id: line.id, product_id: line.product_id })
    }
    context.change('items', item.id, { deleted_at: context.now, updated_at: context.now })
    context.report(itemDeleted, { item_id: item.id })
    return { id: item.id }
  },
})
