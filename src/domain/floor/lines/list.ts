import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { Paging, page_of } from '../../../kernel/page.ts'
import { atLeast } from '../../../kernel/role.ts'
import { sql } from '../../../kernel/sql.ts'
import { verb } from '../../../kernel/verb.ts'
import { contains, Walk, walk } from '../../../kernel/walk.ts'
import { Line, line_columns } from './line.ts'

export const list = verb({
  name: 'lines.list',
  does: 'Lists lines, newest first.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: Paging.extend({
    ...Walk,
    plant_id: Id.optional(),
    name: z.string().max(255).optional().meta({ description: 'Part of the name.' }),
  }),
  output: page_of(Line).extend({ total: z.number().int().optional() }),
  refuses: [],
  reports: [],
  examples: [{ given: { name: 'milling' } }],
  async run(context, input) {
    const filters = [sql`deleted_at is null`]
    if (input.plant_id !== undefined) filters.push(sql`plant_id = ${input.plant_id}`)
    if (input.name !== undefined) filters.push(contains(sql`name`, input.name))
    const { rows, ...rest } = await walk<Line>(context, input, { table: 'lines', columns: line_columns, filters, counted: null })
    return { data: rows, ...rest }
  },
})
