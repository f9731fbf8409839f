import { z } from 'zod'
import { changes_between } from '../../../kernel/changes.ts'
import type { Context } from '../../../kernel/context.ts'
import type { Problem } from '../../../kernel/errors.ts'
import { new_id, reference } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { sql } from '../../../kernel/sql.ts'
import { verb } from '../../../kernel/verb.ts'
import { locked_product, productUnknown } from '../product.ts'
import { BomLine, bom_line_columns, bomLineStale, Position, Quantity, read_bom_line } from './bom-line.ts'
import { bomLineCreated, bomLineUpdated } from './events.ts'

export const set = verb({
  name: 'bom_lines.set',
  does: 'Says how much of an item, or of another product, goes into one piece of a product. What is on the list already is changed.',
  kind: 'writes',
  allow: atLeast('planner'),
  input: z.object({
    product_id: reference('products'),
    item_id: reference('items').nullable().optional(),
    component_id: reference('products').nullable().optional(),
    quantity: Quantity,
    position: Position.optional().meta({ description: 'Left out, a new line comes last, and one that is there stays where it is.' }),
  }),
  output: BomLine,
  refuses: [productUnknown, bomLineStale],
  reports: [bomLineCreated, bomLineUpdated],
  examples: [
    { given: { product_id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', item_id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', quantity: 4 } },
  ],
  faults: faults_of_what,
  async run(context, { product_id, item_id = null, component_id = null, ...given }) {
    // Two who each look for circles could close one together, so one looks at a time.
    if (component_id) context.read`select pg_advisory_xact_lock(hashtextextended('bom ' || current_tenant(), 2))`
    const what = item_id ? sql`item_id = ${item_id}` : sql`component_id = ${component_id}`
    const [product, [line], [last], circle] = await Promise.all([
      locked_product(context, product_id),
      context.read<BomLine>`select ${bom_line_columns} from bom_lines where product_id = ${product_id} and ${what} and deleted_at is null`,
      context.read<{ position: number }>`
        select coalesce(max(position), 0) as position from bom_lines where product_id = ${product_id} and deleted_at is null`,
      component_id ? goes_into(context, product_id, component_id) : false,
    ])
    if (circle) context.problem(['component_id'], 'circular', `Product ${product.product_number} goes into that one, or is the same.`)
    context.settle()
    const { expected_revision, now } = context
    if (expected_revision !== null && expected_revision !== (line?.revision ?? 0)) throw bomLineStale.because()
    if (!line) {
      const row = { id: new_id(), product_id: product.id, item_id, component_id, position: (last?.position ?? 0) + 1, ...given }
      context.insert('bom_lines', [{ ...row, created_at: now, updated_at: now, revision: 1 }])
      context.report(bomLineCreated, { bom_line_id: row.id, product_id: product.id, item_id, component_id })
      return read_bom_line(context, row.id)
    }
    const changes = changes_between(line, given)
    if (changes.none) return line
    const written = { ...changes.columns, revision: line.revision + 1, updated_at: now }
    context.change('bom_lines', line.id, written)
    context.report(bomLineUpdated, { bom_line_id: line.id, product_id: product.id, changes: changes.told })
    return { ...line, ...written }
  },
})

/** Whether a product is in another one, at any depth, or is that one. */
async function goes_into(context: Context, product_id: string, other_id: string): Promise<boolean> {
  const found = await context.read`
    with recursive within (id) as (
      select ${other_id}::uuid
      union select l.component_id from within join bom_lines l on l.product_id = within.id and l.deleted_at is null and l.component_id is not null)
    select id from within where id = ${product_id}`
  return found.length > 0
}

const Loose = z.object({ item_id: z.unknown().optional(), component_id: z.unknown().optional() }).catch({})

function faults_of_what(raw: unknown): Problem[] {
  const given = Object.values(Loose.parse(raw)).filter((id) => id !== undefined && id !== null).length
  if (given === 0) return [{ path: ['item_id'], rule: 'required', message: 'Say which item, or which component, goes into it.' }]
  return given === 1 ? [] : [{ path: ['component_id'], rule: 'choice', message: 'A line is of an item or of a component, not of both.' }]
}
