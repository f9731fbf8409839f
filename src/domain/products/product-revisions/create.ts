import { z } from 'zod'
import { Name, Text } from '../../../kernel/fields.ts'
import { new_id, reference } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { bomTooLarge, exploded } from '../bom-lines/explode.ts'
import { locked_product, productUnknown } from '../product.ts'
import { productRevisionCreated } from './events.ts'
import { ProductRevision, productRevisionLabelTaken } from './product-revision.ts'

export const create = verb({
  name: 'product_revisions.create',
  does: 'Keeps what a product is now: its drawing and all that it is made of. What is kept is never changed.',
  kind: 'writes',
  allow: atLeast('planner'),
  input: z.object({
    product_id: reference('products'),
    label: Name.meta({ description: 'Unique for the product.', examples: ['C'] }),
    notes: Text.nullable().default(null).meta({ description: 'What changed, and why.' }),
  }),
  output: ProductRevision,
  refuses: [productUnknown, productRevisionLabelTaken, bomTooLarge],
  reports: [productRevisionCreated],
  examples: [{ given: { product_id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', label: 'C', notes: 'Thicker base plate' } }],
  async run(context, { product_id, label, notes }) {
    const [product, bom] = await Promise.all([locked_product(context, product_id), exploded(context, product_id, 100)])
    const { drawing_number, drawing_revision } = product
    const said = { product_id: product.id, label, drawing_number, drawing_revision, notes, bom }
    const revision = { id: new_id(), ...said, created_at: context.now }
    const message = `Product ${product.product_number} has a revision ${label} already. Choose another label.`
    context.on_conflict('product_revisions_label', productRevisionLabelTaken.because(message, { label }))
    context.insert('product_revisions', [revision])
    context.report(productRevisionCreated, { product_revision_id: revision.id, product_id: product.id })
    return revision
  },
})
