import { z } from 'zod'
import { origins } from '../../../kernel/context.ts'
import { Id } from '../../../kernel/id.ts'
import { after, one_more, Paging, page, page_of } from '../../../kernel/page.ts'
import { atLeast } from '../../../kernel/role.ts'
import { type Sql, sql, where } from '../../../kernel/sql.ts'
import { MomentGiven } from '../../../kernel/time.ts'
import { verb } from '../../../kernel/verb.ts'
import { QuantityReport, quantity_report_columns, report_is_live } from './quantity-report.ts'

const Filters = Paging.extend({
  operation_id: Id.optional(),
  job_id: Id.optional(),
  person_id: Id.optional(),
  origin: z.enum(origins).optional(),
  from: MomentGiven.optional().meta({ description: 'Only those that happened then or later.' }),
  to: MomentGiven.optional().meta({ description: 'Only those that happened before.' }),
  external_source: z.string().max(255).optional(),
  external_id: z.string().max(255).optional(),
})
type Filters = z.output<typeof Filters>

export const list = verb({
  name: 'quantity_reports.list',
  does: 'Lists quantity reports, newest first; the sum of an operation’s reports is what it has made.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: Filters,
  output: page_of(QuantityReport),
  refuses: [],
  reports: [],
  examples: [{ given: { operation_id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, input) {
    const rows = await context.read<QuantityReport>`
      select ${quantity_report_columns} from quantity_reports
      ${where([report_is_live, ...filters_of(input), ...after(input, sql`quantity_reports.id`)])}
      order by quantity_reports.id desc ${one_more(input)}`
    return page(rows, input)
  },
})

function filters_of(input: Filters): Sql[] {
  const filters: Sql[] = []
  if (input.operation_id !== undefined) filters.push(sql`quantity_reports.operation_id = ${input.operation_id}`)
  if (input.job_id !== undefined) filters.push(sql`quantity_reports.job_id = ${input.job_id}`)
  if (input.person_id !== undefined) filters.push(sql`quantity_reports.person_id = ${input.person_id}`)
  if (input.origin !== undefined) filters.push(sql`quantity_reports.origin = ${input.origin}`)
  if (input.from !== undefined) filters.push(sql`quantity_reports.occurred_at >= ${input.from}`)
  if (input.to !== undefined) filters.push(sql`quantity_reports.occurred_at < ${input.to}`)
  if (input.external_source !== undefined) filters.push(sql`quantity_reports.external_source = ${input.external_source}`)
  if (input.external_id !== undefined) filters.push(sql`quantity_reports.external_id = ${input.external_id}`)
  return filters
}
