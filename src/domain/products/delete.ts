import { z } from 'zod'
import { Id } from '../../kernel/id.ts'
import { atLeast } from '../../kernel/role.ts'
import { verb } from '../../kernel/verb.ts'
import { routingDeleted } from '../routings/events.ts'
import { productDeleted } from './events.ts'
import { productInUse, productUnknown, read_product } from './product.ts'

export const remove = verb({
  name: 'products.delete',
  does: 'Removes a product with its routings, unless a job has parts of it. Its number is free again.',
  kind: 'writes',
  allow: atLeast('planner'),
  input: z.object({ id: Id }),
  output: z.object({ id: Id }),
  refuses: [productUnknown, productInUse],
  reports: [productDeleted, routingDeleted],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id }) {
    context.read`select id from products where id = ${id} for update`
    const [product, [part], routings] = await Promise.all([
      read_product(context, id),
      context.read<{ id: string }>`select id from parts where product_id = ${id} and deleted_at is null limit 1`,
      context.read<{ id: string }>`select id from routings where product_id = ${id} and deleted_at is null order by version`,
    ])
    if (part) {
      throw productInUse.because(`Jobs have parts of product ${product.product_number}. Remove those parts first.`, { part_id: part.id })
    }
    context.change('products', product.id, { deleted_at: context.now, updated_at: context.now })
    context.write`update routings set deleted_at = ${context.now} where product_id = ${product.id} and deleted_at is null`
    for (const routing of routings) context.report(routingDeleted, { routing_id: routing.id, product_id: product.id })
    context.report(productDeleted, { product_id: product.id })
    return { id: product.id }
  },
})
