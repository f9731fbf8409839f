import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { Paging, page_of } from '../../../kernel/page.ts'
import { atLeast } from '../../../kernel/role.ts'
import { type Sql, sql } from '../../../kernel/sql.ts'
import { verb } from '../../../kernel/verb.ts'
import { contains, one_of, Walk, walk } from '../../../kernel/walk.ts'
import { ExpandedPart, expanded_parts, PartExpand } from './expand.ts'
import { type PartRow, PartStatus, part_columns } from './part.ts'

export const list = verb({
  name: 'parts.list',
  does: 'Lists parts, newest first.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: Paging.extend({
    ...Walk,
    job_id: Id.optional(),
    parent_id: Id.optional(),
    product_id: Id.optional(),
    status: z.array(PartStatus).optional(),
    part_number: z.string().max(255).optional().meta({ description: 'Part of the number.' }),
    job_number: z.string().max(255).optional().meta({ description: 'Part of the job’s number.' }),
    material: z.string().max(255).optional().meta({ description: 'Part of the material.' }),
    material_lot: z.string().max(255).optional().meta({ description: 'Part of the heat or lot number.' }),
    search: z.string().max(255).optional().meta({ description: 'Part of the number, the name or the material.' }),
    expand: PartExpand,
  }),
  output: page_of(ExpandedPart).extend({ total: z.number().int().optional() }),
  refuses: [],
  reports: [],
  examples: [{ given: { material: 'Aluminum', limit: 20 } }],
  async run(context, input) {
    const filters: Sql[] = [sql`parts.deleted_at is null`]
    if (input.job_id !== undefined) filters.push(sql`parts.job_id = ${input.job_id}`)
    if (input.parent_id !== undefined) filters.push(sql`parts.parent_id = ${input.parent_id}`)
    if (input.product_id !== undefined) filters.push(sql`parts.product_id = ${input.product_id}`)
    if (input.status) filters.push(one_of(sql`parts.status`, input.status))
    if (input.part_number !== undefined) filters.push(contains(sql`parts.part_number`, input.part_number))
    if (input.material !== undefined) filters.push(contains(sql`parts.material`, input.material))
    if (input.material_lot !== undefined) filters.push(contains(sql`parts.material_lot`, input.material_lot))
    if (input.job_number !== undefined) {
      filters.push(
        sql`parts.job_id in (select j.id from jobs j where ${contains(sql`j.job_number`, input.job_number)} and j.deleted_at is null)`,
      )
    }
    if (input.search !== undefined) {
      filters.push(
        sql`(${contains(sql`parts.part_number`, input.search)} or ${contains(sql`parts.name`, input.search)} or ${contains(sql`parts.material`, input.search)})`,
      )
    }
    const countable = filters.length === 1 || (filters.length === 2 && input.status !== undefined)
    const { rows, next_cursor, total } = await walk<PartRow>(context, input, {
      table: 'parts',
      columns: part_columns,
      from: sql`parts join jobs on jobs.id = parts.job_id`,
      filters,
      counted: countable ? { list: 'parts', statuses: input.status ?? PartStatus.options } : null,
    })
    const data = await expanded_parts(context, rows, input.expand)
    return { data, next_cursor, ...(total === undefined ? {} : { total }) }
  },
})
