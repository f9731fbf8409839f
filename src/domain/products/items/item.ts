import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { refusal } from '../../../kernel/errors.ts'
import { Name, Revision, Text } from '../../../kernel/fields.ts'
import { Id } from '../../../kernel/id.ts'
import { sql } from '../../../kernel/sql.ts'
import { Moment } from '../../../kernel/time.ts'

/** What may be said of an item. */
export const item_fields = {
  name: Name.meta({ examples: ['Screw M4×10'] }),
  description: Text.nullable(),
  unit_of_measure: z
    .string()
    .trim()
    .min(1)
    .max(50)
    .meta({ description: 'What its quantities count.', examples: ['pcs', 'kg'] }),
}

export const Item = z
  .object({
    id: Id,
    number: z.number().int().meta({ description: 'A short number of its own, for clients that need whole numbers.' }),
    ...item_fields,
    created_at: Moment,
    updated_at: Moment,
    revision: Revision,
  })
  .meta({ id: 'Item' })
export type Item = z.output<typeof Item>

export const item_columns = sql`id, number, name, description, unit_of_measure, created_at, updated_at, revision`

export const itemUnknown = refusal('not_found', 'item_unknown', 'There is no such item.')
export const itemStale = refusal('stale', 'item_stale', 'The item was changed since you read it. Read it again.')
export const itemInUse = refusal('conflict', 'item_in_use', 'Products are made of this item. Take it out of their bills of material first.')

export async function read_item(context: Context, id: string): Promise<Item> {
  const [item] = await context.read<Item>`select ${item_columns} from items where id = ${id} and deleted_at is null`
  if (!item) throw itemUnknown.because(`There is no item ${id}.`)
  return item
}
