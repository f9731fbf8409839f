import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { Paging, page_of } from '../../../kernel/page.ts'
import { atLeast } from '../../../kernel/role.ts'
import { sql } from '../../../kernel/sql.ts'
import { verb } from '../../../kernel/verb.ts'
import { contains, ordered, Walk, walk } from '../../../kernel/walk.ts'
import { Workstation, WorkstationType, workstation_columns } from './workstation.ts'

const sorts = { position: sql`position`, name: sql`name_key`, created_at: sql`created_at` } as const

export const list = verb({
  name: 'workstations.list',
  does: 'Lists workstations, newest first, or sorted.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: Paging.extend({
    ...Walk,
    line_id: Id.optional(),
    type: WorkstationType.optional(),
    is_active: z.boolean().optional(),
    name: z.string().max(255).optional().meta({ description: 'Part of the name.' }),
    sort: z.enum(['position', 'name', 'created_at']).optional(),
    order: z.enum(['asc', 'desc']).default('asc'),
  }),
  output: page_of(Workstation).extend({ total: z.number().int().optional() }),
  refuses: [],
  reports: [],
  examples: [{ given: { type: 'machine', is_active: true } }],
  async run(context, input) {
    const filters = [sql`deleted_at is null`]
    if (input.line_id !== undefined) filters.push(sql`line_id = ${input.line_id}`)
    if (input.type !== undefined) filters.push(sql`type = ${input.type}`)
    if (input.is_active !== undefined) filters.push(sql`is_active = ${input.is_active}`)
    if (input.name !== undefined) filters.push(contains(sql`name`, input.name))
    const { rows, ...rest } = await walk<Workstation>(context, input, {
      table: 'workstations',
      columns: workstation_columns,
      filters,
      ...(input.sort ? { order: ordered(sorts[input.sort], input.order, 'workstations') } : {}),
      counted: null,
    })
    return { data: rows, ...rest }
  },
})
