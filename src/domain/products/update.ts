import { z } from 'zod'
import { changes_between } from '../../kernel/changes.ts'
import { Id } from '../../kernel/id.ts'
import { atLeast } from '../../kernel/role.ts'
import { verb } from '../../kernel/verb.ts'
import { productUpdated } from './events.ts'
import { expect_conflict, locked_product, Product, product_fields, productNumberTaken, productStale, productUnknown } from './product.ts'

export const update = verb({
  name: 'products.update',
  does: 'Changes fields of a product. Parts that were ordered before stay as they are.',
  kind: 'writes',
  allow: atLeast('planner'),
  input: z.object({ id: Id, ...z.object(product_fields).partial().shape }),
  output: Product,
  refuses: [productUnknown, productStale, productNumberTaken],
  reports: [productUpdated],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', drawing_revision: 'D' } }],
  async run(context, { id, ...given }) {
    const product = await locked_product(context, id)
    if (context.expected_revision !== null && context.expected_revision !== product.revision) throw productStale.because()
    const changes = changes_between(product, given)
    if (changes.none) return product
    expect_conflict(context, given.product_number ?? product.product_number)
    const written = { ...changes.columns, revision: product.revision + 1, updated_at: context.now }
    context.change('products', product.id, written)
    context.report(productUpdated, { product_id: product.id, changes: changes.told })
    return { ...product, ...written }
  },
})
