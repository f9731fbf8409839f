import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { after, one_more, Paging, page, page_of } from '../../../kernel/page.ts'
import { atLeast } from '../../../kernel/role.ts'
import { type Sql, sql, where } from '../../../kernel/sql.ts'
import { verb } from '../../../kernel/verb.ts'
import { Substep, substep_columns, substep_is_live } from './substep.ts'

const Filters = Paging.extend({
  operation_id: Id.optional(),
  job_id: Id.optional(),
  completed: z.boolean().optional().meta({ description: 'Only those ticked, or only those not ticked.' }),
})

export const list = verb({
  name: 'substeps.list',
  does: 'Lists substeps, newest first; `sequence` is the order in which they are done.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: Filters,
  output: page_of(Substep),
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
    const rows = await context.read<Substep>`
      select ${substep_columns} from substeps ${where([...filters, ...after(input, sql`substeps.id`)])}
      order by substeps.id desc ${one_more(input)}`
    return page(rows, input)
  },
})
