import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { refusal } from '../../../kernel/errors.ts'
import { Id } from '../../../kernel/id.ts'
import { type BomLine, bom_line_columns, ComponentShown, ItemShown, Position } from './bom-line.ts'

const Total = z.number().meta({ description: 'For one piece of the product at the top.' })

export const ExplodedLine = z
  .object({
    bom_line_id: Id,
    level: z.number().int().meta({ description: '1: goes into the product itself; 2: into a component of it, and so on.' }),
    into_id: Id.meta({ description: 'The product that it goes into.' }),
    position: Position,
    item: ItemShown.nullable(),
    component: ComponentShown.nullable(),
    quantity: z.number().meta({ description: 'For one piece of what it goes into.' }),
    total_quantity: Total,
  })
  .meta({ id: 'ExplodedBomLine' })
export type ExplodedLine = z.output<typeof ExplodedLine>

export const ItemTotal = z.object({ item: ItemShown, total_quantity: Total }).meta({ id: 'BomItemTotal' })

export const bomTooLarge = refusal('refused', 'bom_too_large', 'Exploded, this bill of material is too long. Ask for fewer levels.')
const most_lines = 10_000

/** Each product's lines are read once, however often it occurs; then they are laid out under one another, component by component. */
export async function exploded(context: Context, product_id: string, depth: number): Promise<ExplodedLine[]> {
  const lines = await context.read<BomLine>`
    with recursive within (id) as (
      select ${product_id}::uuid
      union select l.component_id from within join bom_lines l on l.product_id = within.id and l.deleted_at is null and l.component_id is not null)
    select ${bom_line_columns} from bom_lines
    where bom_lines.product_id in (select id from within) and bom_lines.deleted_at is null order by bom_lines.position, bom_lines.id`
  const lines_of = Map.groupBy(lines, (line) => line.product_id)
  const found: ExplodedLine[] = []
  const lay_out = (into_id: string, level: number, pieces: number): void => {
    for (const { id, component_id, position, item, component, quantity } of lines_of.get(into_id) ?? []) {
      if (found.length === most_lines) throw bomTooLarge.because(undefined, { most_lines })
      const total_quantity = rounded(pieces * quantity)
      found.push({ bom_line_id: id, level, into_id, position, item, component, quantity, total_quantity })
      if (component_id && level < depth) lay_out(component_id, level + 1, total_quantity)
    }
  }
  lay_out(product_id, 1, 1)
  return found
}

/** What has to be bought or drawn from stock, item by item, in the order in which it is first met. */
export function items_of(lines: readonly ExplodedLine[]): z.output<typeof ItemTotal>[] {
  const by_item = Map.groupBy(
    lines.flatMap(({ item, total_quantity }) => (item ? [{ item, total_quantity }] : [])),
    ({ item }) => item.id,
  )
  return [...by_item.values()].flatMap((all) => {
    const total_quantity = rounded(all.reduce((sum, one) => sum + one.total_quantity, 0))
    return all.slice(0, 1).map(({ item }) => ({ item, total_quantity }))
  })
}

/** A tenth and two tenths are three tenths. */
const rounded = (quantity: number): number => Number(quantity.toPrecision(12))
