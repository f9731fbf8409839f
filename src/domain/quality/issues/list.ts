import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { Paging, page_of } from '../../../kernel/page.ts'
import { atLeast } from '../../../kernel/role.ts'
import { type Sql, sql } from '../../../kernel/sql.ts'
import { verb } from '../../../kernel/verb.ts'
import { contains, Walk, walk } from '../../../kernel/walk.ts'
import {
  Issue,
  IssueKind,
  type IssueRow,
  IssueStatus,
  issue_columns,
  issue_is_live,
  issue_of,
  issue_tables,
  NcrCategory,
  Severity,
} from './issue.ts'

const Filters = Paging.extend({
  ...Walk,
  kind: IssueKind.optional(),
  status: z.array(IssueStatus).optional(),
  severity: z.array(Severity).optional(),
  job_id: Id.optional(),
  part_id: Id.optional(),
  operation_id: Id.optional(),
  reported_by: Id.optional(),
  ncr_category: NcrCategory.optional(),
  ncr_subcategory: z.string().max(255).optional(),
  stops_work: z.boolean().optional(),
  is_rejected: z.boolean().optional(),
  search: z.string().max(255).optional().meta({ description: 'Part of the title, the description or the NCR number.' }),
})
type Filters = z.output<typeof Filters>

export const list = verb({
  name: 'issues.list',
  does: 'Lists issues, newest first.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: Filters,
  output: page_of(Issue).extend({ total: z.number().int().optional() }),
  refuses: [],
  reports: [],
  examples: [{ given: { kind: 'ncr', status: ['open', 'in_progress'] } }],
  async run(context, input) {
    const { rows, ...page } = await walk<IssueRow>(context, input, {
      table: 'issues',
      columns: issue_columns,
      from: issue_tables,
      filters: [issue_is_live, ...filters_of(input)],
      counted: null,
    })
    return { data: rows.map(issue_of), ...page }
  },
})

function filters_of(input: Filters): Sql[] {
  const filters: Sql[] = []
  if (input.kind !== undefined) filters.push(sql`issues.kind = ${input.kind}`)
  if (input.status) filters.push(sql`issues.status = any(${input.status})`)
  if (input.severity) filters.push(sql`issues.severity = any(${input.severity})`)
  if (input.job_id !== undefined) filters.push(sql`issues.job_id = ${input.job_id}`)
  if (input.part_id !== undefined) filters.push(sql`issues.part_id = ${input.part_id}`)
  if (input.operation_id !== undefined) filters.push(sql`issues.operation_id = ${input.operation_id}`)
  if (input.reported_by !== undefined) filters.push(sql`issues.reported_by = ${input.reported_by}`)
  if (input.ncr_category !== undefined) filters.push(sql`issues.ncr_category = ${input.ncr_category}`)
  if (input.ncr_subcategory !== undefined) filters.push(sql`issues.ncr_subcategory = ${input.ncr_subcategory}`)
  if (input.stops_work !== undefined) filters.push(sql`issues.stops_work = ${input.stops_work}`)
  if (input.is_rejected !== undefined) filters.push(sql`issues.is_rejected = ${input.is_rejected}`)
  if (input.search !== undefined) {
    const among = [sql`issues.title`, sql`issues.description`, sql`issues.ncr_number`] as const
    const [title, description, ncr_number] = among.map((column) => contains(column, input.search ?? ''))
    filters.push(sql`(${title} or ${description} or ${ncr_number})`)
  }
  return filters
}
