import { z } from 'zod'
import { Id } from '../../kernel/id.ts'
import { atLeast } from '../../kernel/role.ts'
import { verb } from '../../kernel/verb.ts'
import { routingDeleted } from '../routings/events.ts'
import { bomLineDeleted } from './bom-lines/events.ts'
import { productDeleted } from './events.ts'
import { productInUse, productUnknown, read_product } from './product.ts'

export const remove = verb({
  name: 'products.delete',
  does: 'Removes a product with its routings and its bill of material, unless a job has parts of it or it goes into another product. Its number is free again.',
  kind: 'writes',
  allow: atLeast('planner'),
  input: z.object({ id: Id }),
  output: z.object({ id: Id }),
  refuses: [productUnknown, productInUse],
  reports: [productDeleted, routingDeleted, bomLineDeleted],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id }) {
    context.read`select id from products where id = ${id} for update`
    const [product, [part], routings, lines] = await Promise.all([
      read_product(context, id),
      context.read<{ id: string }>`select id from parts where product_id = ${id} and deleted_at is null limit 1`,
      context.read<{ id: string }>`select id from routings where product_id = ${id} and deleted_at is null order by family_id, version`,
      context.read<{ id: string; product_id: string }>`
        select id, product_id from bom_lines where (product_id = ${id} or component_id = ${id}) and deleted_at is null order by id`,
    ])
    if (part) {
      throw productInUse.because(`Jobs have parts of product ${product.product_number}. Remove those parts first.`, { part_id: part.id })
    }
    const line = lines.find(({ product_id }) => product_id !== product.id)
    if (line) {
      const message = `Product ${product.product_number} goes into other products. Take it out of their bills of material first.`
      throw productInUse.because(message, { bom_line_id: line.id, product_id: line.product_id })
    }
    context.change('products', product.id, { deleted_at: context.now, updated_at: context.now })
    context.write`update routings set deleted_at = ${context.now} where product_id = ${product.id} and deleted_at is null`
    context.write`update bom_lines set deleted_at = ${context.now} where product_id = ${product.id} and deleted_at is null`
    for (const { id: bom_line_id } of lines) context.report(bomLineDeleted, { bom_line_id, product_id: product.id })
    for (const routing of routings) context.report(routingDeleted, { routing_id: routing.id, product_id: product.id })
    context.report(productDeleted, { product_id: product.id })
    return { id: product.id }
  },
})
