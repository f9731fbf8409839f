import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { Id } from '../../kernel/id.ts'
import { Paging, page_of } from '../../kernel/page.ts'
import { atLeast } from '../../kernel/role.ts'
import { type Sql, sql } from '../../kernel/sql.ts'
import { verb } from '../../kernel/verb.ts'
import { contains, one_of, ordered, Walk, walk } from '../../kernel/walk.ts'
import { ExpandedJob, expanded, JobExpand } from './expand.ts'
import { type JobRow, JobStatus, job_columns } from './job.ts'
import { by_rank, is_late } from './order-of-work.ts'

const sorts = {
  due: sql`jobs.due_key`,
  job_number: sql`jobs.job_number`,
  created_at: sql`jobs.created_at`,
} as const

export const list = verb({
  name: 'jobs.list',
  does: 'Lists jobs, newest first, or sorted; by rank they stand in the order of work.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: Paging.extend({
    ...Walk,
    status: z.array(JobStatus).optional(),
    customer: z.string().max(255).optional().meta({ description: 'Part of the customer’s name.' }),
    job_number: z.string().max(255).optional().meta({ description: 'Part of the number.' }),
    search: z.string().max(255).optional().meta({ description: 'Part of the number, the name or the customer.' }),
    workstation_id: Id.optional().meta({ description: 'Only those with work left at this workstation.' }),
    late: z.boolean().optional().meta({ description: 'Only those past the date agreed and not done, or only the others.' }),
    external_source: z.string().max(255).optional(),
    external_id: z.string().max(255).optional(),
    sort: z
      .enum(['rank', 'due', 'job_number', 'created_at'])
      .optional()
      .meta({ description: '`rank` is the order of work: the highest priority first, then the earliest date agreed.' }),
    order: z.enum(['asc', 'desc']).default('asc'),
    expand: JobExpand,
  }),
  output: page_of(ExpandedJob).extend({ total: z.number().int().optional() }),
  refuses: [],
  reports: [],
  examples: [{ given: { status: ['running'], limit: 20 } }],
  async run(context, input) {
    const filters = filters_of(context, input)
    const countable = filters.length === 1 || (filters.length === 2 && input.status !== undefined)
    const { rows, next_cursor, total } = await walk<JobRow>(context, input, {
      table: 'jobs',
      columns: job_columns,
      filters,
      ...(input.sort ? { order: input.sort === 'rank' ? by_rank(input.order) : ordered(sorts[input.sort], input.order, 'jobs') } : {}),
      counted: countable ? { list: 'jobs', statuses: input.status ?? JobStatus.options } : null,
    })
    const data = await expanded(context, rows, input.expand)
    return { data, next_cursor, ...(total === undefined ? {} : { total }) }
  },
})

function filters_of(context: Context, input: z.output<(typeof list)['input']>): Sql[] {
  const filters: Sql[] = [sql`jobs.deleted_at is null`]
  if (input.status) filters.push(one_of(sql`jobs.status`, input.status))
  if (input.customer !== undefined) filters.push(contains(sql`jobs.customer`, input.customer))
  if (input.job_number !== undefined) filters.push(contains(sql`jobs.job_number`, input.job_number))
  if (input.search !== undefined) {
    filters.push(
      sql`(${contains(sql`jobs.job_number`, input.search)} or ${contains(sql`jobs.name`, input.search)} or ${contains(sql`jobs.customer`, input.search)})`,
    )
  }
  if (input.external_source !== undefined) filters.push(sql`jobs.external_source = ${input.external_source}`)
  if (input.external_id !== undefined) filters.push(sql`jobs.external_id = ${input.external_id}`)
  if (input.workstation_id !== undefined) {
    filters.push(
      sql`jobs.id in (select o.job_id from operations o where o.workstation_id = ${input.workstation_id}
        and o.status in ('waiting', 'running', 'held') and o.deleted_at is null)`,
    )
  }
  if (input.late !== undefined) filters.push(input.late ? is_late(context) : sql`not (${is_late(context)})`)
  return filters
}
