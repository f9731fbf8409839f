import { z } from 'zod'
import { Paging, page_of } from '../../kernel/page.ts'
import { atLeast } from '../../kernel/role.ts'
import { sql } from '../../kernel/sql.ts'
import { verb } from '../../kernel/verb.ts'
import { contains, Walk, walk } from '../../kernel/walk.ts'
import { Product, product_columns } from './product.ts'

export const list = verb({
  name: 'products.list',
  does: 'Lists products, newest first.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: Paging.extend({
    ...Walk,
    product_number: z.string().max(255).optional().meta({ description: 'Part of the number.' }),
    drawing_number: z.string().max(255).optional().meta({ description: 'Part of the drawing’s number.' }),
    search: z.string().max(255).optional().meta({ description: 'Part of the number, the name or the description.' }),
  }),
  output: page_of(Product).extend({ total: z.number().int().optional() }),
  refuses: [],
  reports: [],
  examples: [{ given: { search: 'bracket' } }],
  async run(context, input) {
    const filters = [sql`deleted_at is null`]
    if (input.product_number !== undefined) filters.push(contains(sql`product_number`, input.product_number))
    if (input.drawing_number !== undefined) filters.push(contains(sql`drawing_number`, input.drawing_number))
    if (input.search !== undefined) {
      filters.push(
        sql`(${contains(sql`product_number`, input.search)} or ${contains(sql`name`, input.search)} or ${contains(sql`description`, input.search)})`,
      )
    }
    const { rows, ...rest } = await walk<Product>(context, input, { table: 'products', columns: product_columns, filters, counted: null })
    return { data: rows, ...rest }
  },
})
