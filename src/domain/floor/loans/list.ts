import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { Paging, page_of } from '../../../kernel/page.ts'
import { atLeast } from '../../../kernel/role.ts'
import { type Sql, sql } from '../../../kernel/sql.ts'
import { verb } from '../../../kernel/verb.ts'
import { Walk, walk } from '../../../kernel/walk.ts'
import { Loan, loan_columns } from '../resources/resource.ts'

export const list = verb({
  name: 'loans.list',
  does: 'Lists who had which resource, newest first.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: Paging.extend({
    ...Walk,
    resource_id: Id.optional(),
    operation_id: Id.optional(),
    is_open: z.boolean().optional().meta({ description: 'Whether it has not come back.' }),
  }),
  output: page_of(Loan).extend({ total: z.number().int().optional() }),
  refuses: [],
  reports: [],
  examples: [{ given: { is_open: true } }],
  async run(context, input) {
    const filters: Sql[] = []
    if (input.resource_id !== undefined) filters.push(sql`resource_id = ${input.resource_id}`)
    if (input.operation_id !== undefined) filters.push(sql`operation_id = ${input.operation_id}`)
    if (input.is_open !== undefined) filters.push(sql`(released_at is null) = ${input.is_open}`)
    const { rows, ...rest } = await walk<Loan>(context, input, {
      table: 'operation_resources',
      columns: loan_columns,
      filters,
      counted: null,
    })
    return { data: rows, ...rest }
  },
})
