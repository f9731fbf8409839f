import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { refusal } from '../../../kernel/errors.ts'
import { Revision } from '../../../kernel/fields.ts'
import { Id } from '../../../kernel/id.ts'
import { sql } from '../../../kernel/sql.ts'
import { Moment } from '../../../kernel/time.ts'

export const Quantity = z
  .number()
  .positive()
  .max(1_000_000_000)
  .meta({ description: 'So much of it goes into one piece of the product.', examples: [4] })
export const Position = z.number().int().min(1).max(2_147_483_647).meta({ description: 'Its place on the list.' })

export const ItemShown = z.object({ id: Id, name: z.string(), description: z.string().nullable(), unit_of_measure: z.string() })
export const ComponentShown = z.object({ id: Id, product_number: z.string(), name: z.string() })

export const BomLine = z
  .object({
    id: Id,
    product_id: Id,
    item_id: Id.nullable().meta({ description: 'A line is of an item, or of a component.' }),
    component_id: Id.nullable().meta({ description: 'Another product, which has lines of its own.' }),
    quantity: Quantity,
    position: Position,
    item: ItemShown.nullable(),
    component: ComponentShown.nullable(),
    created_at: Moment,
    updated_at: Moment,
    revision: Revision,
  })
  .meta({ id: 'BomLine' })
export type BomLine = z.output<typeof BomLine>

const item_shown = sql`(select json_build_object('id', i.id, 'name', i.name, 'description', i.description, 'unit_of_measure', i.unit_of_measure)
    from items i where i.id = bom_lines.item_id)`
const component_shown = sql`(select json_build_object('id', c.id, 'product_number', c.product_number, 'name', c.name)
    from products c where c.id = bom_lines.component_id)`

export const bom_line_columns = sql`bom_lines.id, bom_lines.product_id, bom_lines.item_id, bom_lines.component_id, bom_lines.quantity, bom_lines.position,
  ${item_shown} as item, ${component_shown} as component, bom_lines.created_at, bom_lines.updated_at, bom_lines.revision`

export const bomLineUnknown = refusal('not_found', 'bom_line_unknown', 'There is no such line in a bill of material.')
export const bomLineStale = refusal('stale', 'bom_line_stale', 'The line was changed since you read it. Read it again.')

export async function read_bom_line(context: Context, id: string): Promise<BomLine> {
  const [line] = await context.read<BomLine>`select ${bom_line_columns} from bom_lines where id = ${id} and deleted_at is null`
  if (!line) throw bomLineUnknown.because(`There is no line ${id} in a bill of material.`)
  return line
}
