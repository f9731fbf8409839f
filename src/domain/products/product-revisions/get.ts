import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { ProductRevision, product_revision_columns, productRevisionUnknown } from './product-revision.ts'

export const get = verb({
  name: 'product_revisions.get',
  does: 'Shows what a product was when this revision of it was kept.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: z.object({ id: Id }),
  output: ProductRevision,
  refuses: [productRevisionUnknown],
  reports: [],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id }) {
    const [revision] = await context.read<ProductRevision>`select ${product_revision_columns} from product_revisions where id = ${id}`
    if (!revision) throw productRevisionUnknown.because(`There is no revision ${id} of a product.`)
    return revision
  },
})
