import { z } from 'zod'
import { verbs } from '../../../domain/verbs.gen.ts'
import type { Actor } from '../../../kernel/context.ts'
import type { Output } from '../../../kernel/verb.ts'
import type { Row } from '../dialect.ts'
import { a, created_at, Deleted, Description, deleted, id, maybe, Name, Nothing, Owned, owned, text } from './members.ts'
import { listing, tool } from './tool.ts'

const chapter = 'Products'
const configure = { chapter, group: 'configure' } as const

const PartNumber = z
  .strictObject({ id, ...Owned, name: text('Unique.'), description: maybe('What is said of it.'), created_at })
  .meta({ id: 'PartNumber' })
const part_number_out = (product: Output<(typeof verbs)['products.get']>, asker: Actor): z.input<typeof PartNumber> => ({
  id: product.id,
  ...owned(asker),
  name: product.product_number,
  description: product.description,
  created_at: product.created_at,
})

const name = Name.meta({ description: 'Unique.', examples: ['SMX-100'] })
/** The number is what they call the name; people see it under both. */
const named = [{ to: 'product_number' }, { to: 'name' }] as const

export const part_number_rows: readonly Row[] = [
  listing('list_part_numbers', verbs['products.list'], {
    chapter,
    says: 'Lists part numbers, oldest first.',
    input: Nothing,
    takes: {},
    adds: { oldest_first: true },
    one: PartNumber,
    gives: part_number_out,
  }),
  tool('create_part_number', verbs['products.create'], {
    ...configure,
    says: 'Adds a part number: a thing that the shop can make.',
    input: z.object({ name, description: Description.optional() }),
    takes: { name: named, description: 'description' },
    data: PartNumber,
    gives: (product, _given, asker) => part_number_out(product, asker),
  }),
  tool('update_part_number', verbs['products.update'], {
    ...configure,
    says: 'Renames a part number, or describes it otherwise.',
    input: z.object({ id: a('The part number.'), name: name.optional(), description: Description.optional() }),
    takes: { id: 'id', name: named, description: 'description' },
    data: PartNumber,
    gives: (product, _given, asker) => part_number_out(product, asker),
  }),
  tool('delete_part_number', verbs['products.delete'], {
    ...configure,
    says: 'Removes a part number with its routes, where nothing was ordered or made of it.',
    input: z.object({ id: a('The part number.') }),
    takes: { id: 'id' },
    data: Deleted,
    gives: deleted,
  }),
]
