import { z } from 'zod'
import { new_id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { itemCreated } from './events.ts'
import { Item, item_fields, read_item } from './item.ts'

export const create = verb({
  name: 'items.create',
  does: 'Adds an item: a bought or raw thing that products are made of.',
  kind: 'writes',
  allow: atLeast('planner'),
  input: z.object({
    name: item_fields.name,
    description: item_fields.description.default(null),
    unit_of_measure: item_fields.unit_of_measure.default('pcs'),
  }),
  output: Item,
  refuses: [],
  reports: [itemCreated],
  examples: [{ given: { name: 'Screw M4×10' } }, { given: { name: 'Granulate PA6', unit_of_measure: 'kg' } }],
  async run(context, given) {
    const id = new_id()
    context.insert('items', [{ id, ...given, created_at: context.now, updated_at: context.now, revision: 1 }])
    context.report(itemCreated, { item_id: id })
    return read_item(context, id)
  },
})
