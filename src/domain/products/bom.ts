import { z } from 'zod'
import { Id } from '../../kernel/id.ts'
import { atLeast } from '../../kernel/role.ts'
import { verb } from '../../kernel/verb.ts'
import { bomTooLarge, ExplodedLine, exploded, ItemTotal, items_of } from './bom-lines/explode.ts'
import { productUnknown, read_product } from './product.ts'

export const bom = verb({
  name: 'products.bom',
  does: 'Shows all that a product is made of, components of components included, and how much of each item one piece takes.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: z.object({
    id: Id,
    depth: z.number().int().min(1).max(100).default(100).meta({ description: 'So many levels; 1 is the product’s own list.' }),
  }),
  output: z.object({
    id: Id,
    product_number: z.string(),
    lines: z.array(ExplodedLine).meta({ description: 'Each component is followed by its own lines.' }),
    items: z.array(ItemTotal),
  }),
  refuses: [productUnknown, bomTooLarge],
  reports: [],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id, depth }) {
    const [product, lines] = await Promise.all([read_product(context, id), exploded(context, id, depth)])
    return { id: product.id, product_number: product.product_number, lines, items: items_of(lines) }
  },
})
