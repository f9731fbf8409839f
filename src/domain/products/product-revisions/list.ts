import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { Paging, page_of } from '../../../kernel/page.ts'
import { atLeast } from '../../../kernel/role.ts'
import { type Sql, sql } from '../../../kernel/sql.ts'
import { verb } from '../../../kernel/verb.ts'
import { Walk, walk } from '../../../kernel/walk.ts'
import { columns_without_bom, ProductRevision } from './product-revision.ts'

const Shown = ProductRevision.omit({ bom: true }).meta({ id: 'ProductRevisionListed' })

export const list = verb({
  name: 'product_revisions.list',
  does: 'Lists revisions that were kept, newest first, without what the product was made of.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: Paging.extend({ ...Walk, product_id: Id.optional() }),
  output: page_of(Shown).extend({ total: z.number().int().optional() }),
  refuses: [],
  reports: [],
  examples: [{ given: { product_id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, input) {
    const filters: Sql[] = input.product_id === undefined ? [] : [sql`product_id = ${input.product_id}`]
    const what = { table: 'product_revisions', columns: columns_without_bom, filters, counted: null }
    const { rows, ...page } = await walk<z.output<typeof Shown>>(context, input, what)
    return { data: rows, ...page }
  },
})
