import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { Id } from '../../kernel/id.ts'
import { Paging, page_of } from '../../kernel/page.ts'
import { atLeast } from '../../kernel/role.ts'
import { type Sql, sql } from '../../kernel/sql.ts'
import { MomentGiven } from '../../kernel/time.ts'
import { verb } from '../../kernel/verb.ts'
import { one_of, Walk, walk } from '../../kernel/walk.ts'
import { ExpandedUnit, expanded_units, UnitExpand } from './expand.ts'
import { type UnitRow, UnitStatus, unit_columns, unit_tables } from './unit.ts'

const Part = z.string().trim().min(1).max(255)
const Filters = Paging.extend({
  ...Walk,
  serial: Part.optional().meta({ description: 'Part of the serial number; case does not matter.' }),
  search: Part.optional().meta({ description: 'Part of the serial number or of the heat or lot number.' }),
  status: z.array(UnitStatus).optional(),
  product_id: Id.optional(),
  routing_id: Id.optional(),
  job_id: Id.optional(),
  part_id: Id.optional(),
  operation_id: Id.optional().meta({ description: 'Only those that stand there.' }),
  workstation_id: Id.optional().meta({ description: 'Only those that stand at an operation that is done there.' }),
  completed_from: MomentGiven.optional().meta({ description: 'Only those that were done then or later.' }),
  completed_to: MomentGiven.optional().meta({ description: 'Only those that were done before.' }),
  expand: UnitExpand,
})
type Filters = z.output<typeof Filters>

export const list = verb({
  name: 'units.list',
  does: 'Lists units, newest first.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: Filters,
  output: page_of(ExpandedUnit).extend({ total: z.number().int().optional() }),
  refuses: [],
  reports: [],
  examples: [{ given: { serial: '0042', status: ['open', 'held'] } }],
  async run(context, input) {
    const by_text = await Promise.all([having(context, input.serial, false), having(context, input.search, true)])
    const filters = [sql`units.deleted_at is null`, ...filters_of(input), ...by_text.flat()]
    const { rows, ...page } = await walk<UnitRow>(context, input, {
      table: 'units',
      columns: unit_columns,
      from: unit_tables,
      filters,
      counted: null,
    })
    return { data: await expanded_units(context, rows, input.expand), ...page }
  },
})

/** Fewer than these are looked up; more of them are met soon enough. */
const most = 2000

/** Short texts have nothing to look up by, and what very many have is found by looking through the newest. */
async function having(context: Context, text: string | undefined, in_lots: boolean): Promise<Sql[]> {
  if (text === undefined) return []
  const like = `%${text.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`
  if (text.length > 2) {
    const [found] = await context.read<{ ids: string[] | null }>`select units_with_text(${like}, ${in_lots}, ${most}) as ids`
    if (found?.ids) return [sql`units.id = any(${found.ids}::uuid[])`]
  }
  const in_serial = sql`units.serial_key like ${like}`
  return [in_lots ? sql`(${in_serial} or lower(units.material_lot) like ${like})` : in_serial]
}

function filters_of(input: Filters): Sql[] {
  const filters: Sql[] = []
  if (input.status !== undefined && input.status.length > 0) filters.push(one_of(sql`units.status`, input.status))
  if (input.product_id !== undefined) filters.push(sql`units.product_id = ${input.product_id}`)
  if (input.routing_id !== undefined) filters.push(sql`units.routing_id = ${input.routing_id}`)
  if (input.job_id !== undefined) filters.push(sql`units.job_id = ${input.job_id}`)
  if (input.part_id !== undefined) filters.push(sql`units.part_id = ${input.part_id}`)
  if (input.operation_id !== undefined) filters.push(sql`units.operation_id = ${input.operation_id}`)
  if (input.workstation_id !== undefined)
    filters.push(sql`units.operation_id in (select o.id from operations o where o.workstation_id = ${input.workstation_id})`)
  if (input.completed_from !== undefined) filters.push(sql`units.completed_at >= ${input.completed_from}`)
  if (input.completed_to !== undefined) filters.push(sql`units.completed_at < ${input.completed_to}`)
  return filters
}
