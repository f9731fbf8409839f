import { z } from 'zod'
import { Paging, page_of } from '../../../kernel/page.ts'
import { atLeast } from '../../../kernel/role.ts'
import { type Sql, sql } from '../../../kernel/sql.ts'
import { verb } from '../../../kernel/verb.ts'
import { contains, ordered, Walk, walk } from '../../../kernel/walk.ts'
import { SubstepTemplate, template_columns } from './template.ts'

export const list = verb({
  name: 'substep_templates.list',
  does: 'Lists substep templates, newest first, or by name.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: Paging.extend({
    ...Walk,
    operation_type: z.string().max(255).optional(),
    search: z.string().max(255).optional().meta({ description: 'Part of the name or the description.' }),
    sort: z.enum(['name']).optional(),
  }),
  output: page_of(SubstepTemplate).extend({ total: z.number().int().optional() }),
  refuses: [],
  reports: [],
  examples: [{ given: { operation_type: 'Turning' } }],
  async run(context, input) {
    const filters: Sql[] = [sql`substep_templates.deleted_at is null`]
    if (input.operation_type !== undefined) filters.push(sql`substep_templates.operation_type = ${input.operation_type}`)
    if (input.search !== undefined) {
      const [name, description] = [
        contains(sql`substep_templates.name`, input.search),
        contains(sql`substep_templates.description`, input.search),
      ]
      filters.push(sql`(${name} or ${description})`)
    }
    const { rows: data, ...page } = await walk<SubstepTemplate>(context, input, {
      table: 'substep_templates',
      columns: template_columns,
      filters,
      ...(input.sort ? { order: ordered(sql`substep_templates.name_key`, 'asc', 'substep_templates') } : {}),
      counted: null,
    })
    return { data, ...page }
  },
})
