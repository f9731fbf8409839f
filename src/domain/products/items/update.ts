import { z } from 'zod'
import { changes_between } from '../../../kernel/changes.ts'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { itemUpdated } from './events.ts'
import { Item, item_fields, itemStale, itemUnknown, read_item } from './item.ts'

export const update = verb({
  name: 'items.update',
  does: 'Changes fields of an item.',
  kind: 'writes',
  allow: atLeast('planner'),
  input: z.object({ id: Id, ...z.object(item_fields).partial().shape }),
  output: Item,
  refuses: [itemUnknown, itemStale],
  reports: [itemUpdated],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', description: 'Stainless' } }],
  async run(context, { id, ...given }) {
    context.read`select id from items where id = ${id} for no key update`
    const item = await read_item(context, id)
    if (context.expected_revision !== null && context.expected_revision !== item.revision) throw itemStale.because()
    const changes = changes_between(item, given)
    if (changes.none) return item
    const written = { ...changes.columns, revision: item.revision + 1, updated_at: context.now }
    context.change('items', item.id, written)
    context.report(itemUpdated, { item_id: item.id, changes: changes.told })
    return { ...item, ...written }
  },
})
