import { z } from 'zod'
import { Paging, page_of } from '../../../kernel/page.ts'
import { atLeast } from '../../../kernel/role.ts'
import { sql } from '../../../kernel/sql.ts'
import { verb } from '../../../kernel/verb.ts'
import { contains, Walk, walk } from '../../../kernel/walk.ts'
import { Plant, plant_columns } from './plant.ts'

export const list = verb({
  name: 'plants.list',
  does: 'Lists plants, newest first.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: Paging.extend({ ...Walk, name: z.string().max(255).optional().meta({ description: 'Part of the name.' }) }),
  output: page_of(Plant).extend({ total: z.number().int().optional() }),
  refuses: [],
  reports: [],
  examples: [{ given: { name: 'works' } }],
  async run(context, input) {
    const filters = [sql`deleted_at is null`]
    if (input.name !== undefined) filters.push(contains(sql`name`, input.name))
    const { rows, ...rest } = await walk<Plant>(context, input, { table: 'plants', columns: plant_columns, filters, counted: null })
    return { data: rows, ...rest }
  },
})
