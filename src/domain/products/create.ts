import { z } from 'zod'
import { new_id } from '../../kernel/id.ts'
import { atLeast } from '../../kernel/role.ts'
import { verb } from '../../kernel/verb.ts'
import { productCreated } from './events.ts'
import { expect_conflict, Product, product_fields, productNumberTaken, read_product } from './product.ts'

export const create = verb({
  name: 'products.create',
  does: 'Adds a product: a thing that the shop can make.',
  kind: 'writes',
  allow: atLeast('planner'),
  input: z.object({ ...z.object(product_fields).partial().shape, product_number: product_fields.product_number }),
  output: Product,
  refuses: [productNumberTaken],
  reports: [productCreated],
  examples: [{ given: { product_number: 'BR-200', name: 'Bracket', drawing_number: 'D-1042', drawing_revision: 'C' } }],
  async run(context, given) {
    const id = new_id()
    const { now, origin } = context
    expect_conflict(context, given.product_number)
    context.insert('products', [{ id, name: given.product_number, ...given, origin, created_at: now, updated_at: now }])
    context.report(productCreated, { product_id: id })
    return read_product(context, id)
  },
})
