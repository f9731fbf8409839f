import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { Paging, page_of } from '../../../kernel/page.ts'
import { atLeast } from '../../../kernel/role.ts'
import { type Sql, sql } from '../../../kernel/sql.ts'
import { verb } from '../../../kernel/verb.ts'
import { contains, ordered, Walk, walk } from '../../../kernel/walk.ts'
import { Substep, substep_columns, substep_is_live } from './substep.ts'

export const list = verb({
  name: 'substeps.list',
  does: 'Lists substeps, newest first, or by `sequence`, the order in which they are done.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: Paging.extend({
    ...Walk,
    operation_id: Id.optional(),
    job_id: Id.optional(),
    completed: z.boolean().optional().meta({ description: 'Only those ticked, or only those not ticked.' }),
    search: z.string().max(255).optional().meta({ description: 'Part of the description.' }),
    sort: z.enum(['sequence']).optional(),
  }),
  output: page_of(Substep).extend({ total: z.number().int().optional() }),
  refuses: [],
  reports: [],
  examples: [{ given: { operation_id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', completed: false } }],
  async run(context, input) {
    const filters: Sql[] = [substep_is_live]
    if (input.operation_id !== undefined) filters.push(sql`substeps.operation_id = ${input.operation_id}`)
    if (input.job_id !== undefined) filters.push(sql`substeps.job_id = ${input.job_id}`)
    if (input.completed !== undefined) {
      filters.push(input.completed ? sql`substeps.completed_at is not null` : sql`substeps.completed_at is null`)
    }
    if (input.search !== undefined) filters.push(contains(sql`substeps.description`, input.search))
    const { rows: data, ...page } = await walk<Substep>(context, input, {
      table: 'substeps',
      columns: substep_columns,
      filters,
      ...(input.sort ? { order: ordered(sql`substeps.sequence`, 'asc', 'substeps') } : {}),
      counted: null,
    })
    return { data, ...page }
  },
})
