import { z } from 'zod'
import { after, one_more, Paging, page, page_of } from '../../kernel/page.ts'
import { atLeast } from '../../kernel/role.ts'
import { sql, where } from '../../kernel/sql.ts'
import { verb } from '../../kernel/verb.ts'
import { contains } from '../../kernel/walk.ts'
import { Product, product_columns } from './product.ts'

export const list = verb({
  name: 'products.list',
  does: 'Lists products, newest first.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: Paging.extend({
    product_number: z.string().max(255).optional().meta({ description: 'Part of the number.' }),
    drawing_number: z.string().max(255).optional().meta({ description: 'Part of the drawing’s number.' }),
    search: z.string().max(255).optional().meta({ description: 'Part of the number, the name or the description.' }),
  }),
  output: page_of(Product),
  refuses: [],
  reports: [],
  examples: [{ given: { search: 'bracket' } }],
  async run(context, input) {
    const filters = [sql`deleted_at is null`, ...after(input, sql`id`)]
    if (input.product_number !== undefined) filters.push(contains(sql`product_number`, input.product_number))
    if (input.drawing_number !== undefined) filters.push(contains(sql`drawing_number`, input.drawing_number))
    if (input.search !== undefined) {
      filters.push(
        sql`(${contains(sql`product_number`, input.search)} or ${contains(sql`name`, input.search)} or ${contains(sql`description`, input.search)})`,
      )
    }
    const rows = await context.read<Product>`
      select ${product_columns} from products ${where(filters)} order by id desc ${one_more(input)}`
    return page(rows, input)
  },
})
