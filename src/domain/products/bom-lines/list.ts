import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { Paging, page_of } from '../../../kernel/page.ts'
import { atLeast } from '../../../kernel/role.ts'
import { sql } from '../../../kernel/sql.ts'
import { verb } from '../../../kernel/verb.ts'
import { ordered, Walk, walk } from '../../../kernel/walk.ts'
import { BomLine, bom_line_columns } from './bom-line.ts'

export const list = verb({
  name: 'bom_lines.list',
  does: 'Lists what products are made of, newest first or by position: of one product, or where an item or component goes into.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: Paging.extend({
    ...Walk,
    product_id: Id.optional(),
    item_id: Id.optional(),
    component_id: Id.optional(),
    sort: z.enum(['position']).optional(),
  }),
  output: page_of(BomLine).extend({ total: z.number().int().optional() }),
  refuses: [],
  reports: [],
  examples: [{ given: { product_id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', sort: 'position' } }],
  async run(context, input) {
    const filters = [sql`deleted_at is null`]
    if (input.product_id !== undefined) filters.push(sql`product_id = ${input.product_id}`)
    if (input.item_id !== undefined) filters.push(sql`item_id = ${input.item_id}`)
    if (input.component_id !== undefined) filters.push(sql`component_id = ${input.component_id}`)
    const { rows, ...page } = await walk<BomLine>(context, input, {
      table: 'bom_lines',
      columns: bom_line_columns,
      filters,
      ...(input.sort ? { order: ordered(sql`bom_lines.position`, 'asc', 'bom_lines') } : {}),
      counted: null,
    })
    return { data: rows, ...page }
  },
})
