import { z } from 'zod'
import { Paging, page_of } from '../../../kernel/page.ts'
import { atLeast } from '../../../kernel/role.ts'
import { sql } from '../../../kernel/sql.ts'
import { verb } from '../../../kernel/verb.ts'
import { contains, Walk, walk } from '../../../kernel/walk.ts'
import { Item, item_columns } from './item.ts'

export const list = verb({
  name: 'items.list',
  does: 'Lists items, newest first.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: Paging.extend({
    ...Walk,
    name: z.string().max(255).optional().meta({ description: 'Part of the name.' }),
    search: z.string().max(255).optional().meta({ description: 'Part of the name or the description.' }),
  }),
  output: page_of(Item).extend({ total: z.number().int().optional() }),
  refuses: [],
  reports: [],
  examples: [{ given: { search: 'screw' } }],
  async run(context, input) {
    const filters = [sql`deleted_at is null`]
    if (input.name !== undefined) filters.push(contains(sql`name`, input.name))
    if (input.search !== undefined) {
      filters.push(sql`(${contains(sql`name`, input.search)} or ${contains(sql`description`, input.search)})`)
    }
    const { rows, ...page } = await walk<Item>(context, input, { table: 'items', columns: item_columns, filters, counted: null })
    return { data: rows, ...page }
  },
})
