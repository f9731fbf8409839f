import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { refusal } from '../../kernel/errors.ts'
import { Name, Revision, Text } from '../../kernel/fields.ts'
import { Id } from '../../kernel/id.ts'
import { sql } from '../../kernel/sql.ts'
import { Moment } from '../../kernel/time.ts'

const Label = z.string().trim().max(255).nullable()

/** What may be said of a product. */
export const product_fields = {
  product_number: Name.meta({ description: 'Unique.', examples: ['BR-200'] }),
  name: Name.meta({ description: 'What people call it; the number where nothing else was said.' }),
  description: Text.nullable(),
  drawing_number: Label,
  drawing_revision: Label.meta({ description: 'The revision in force. Parts keep the one they were ordered with.' }),
}

export const Product = z
  .object({
    id: Id,
    number: z.number().int().meta({ description: 'A short number of its own, for clients that need whole numbers.' }),
    ...product_fields,
    origin: z.string(),
    created_at: Moment,
    updated_at: Moment,
    revision: Revision,
  })
  .meta({ id: 'Product' })
export type Product = z.output<typeof Product>

export const product_columns = sql`id, number, product_number, name, description, drawing_number, drawing_revision, origin, created_at, updated_at, revision`

export const productUnknown = refusal('not_found', 'product_unknown', 'There is no such product.')
export const productNumberTaken = refusal('conflict', 'product_number_taken', 'Another product has that number.')
export const productStale = refusal('stale', 'product_stale', 'The product was changed since you read it. Read it again.')
export const productInUse = refusal(
  'conflict',
  'product_in_use',
  'Jobs have parts of this product, or other products are made of it. Remove those first.',
)

export async function read_product(context: Context, id: string): Promise<Product> {
  const [product] = await context.read<Product>`select ${product_columns} from products where id = ${id} and deleted_at is null`
  if (!product) throw productUnknown.because(`There is no product ${id}.`)
  return product
}

/** The product's row is the lock for its routings, too. */
export async function locked_product(context: Context, id: string): Promise<Product> {
  context.read`select id from products where id = ${id} for no key update`
  return read_product(context, id)
}

/** What to answer where the number has just been taken by another. */
export const expect_conflict = (context: Context, product_number: string): void =>
  context.on_conflict('products_number', productNumberTaken.because(`There is already a product ${product_number}.`))
