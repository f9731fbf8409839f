import { z } from 'zod'
import { Paging, page_of } from '../../kernel/page.ts'
import { atLeast } from '../../kernel/role.ts'
import { type Sql, sql } from '../../kernel/sql.ts'
import { verb } from '../../kernel/verb.ts'
import { contains, one_of, Walk, walk } from '../../kernel/walk.ts'
import { ExpandedJob, expanded, JobExpand } from './expand.ts'
import { type JobRow, JobStatus, job_columns } from './job.ts'

export const list = verb({
  name: 'jobs.list',
  does: 'Lists jobs, newest first.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: Paging.extend({
    ...Walk,
    status: z.array(JobStatus).optional(),
    customer: z.string().max(255).optional().meta({ description: 'Part of the customer’s name.' }),
    job_number: z.string().max(255).optional().meta({ description: 'Part of the number.' }),
    search: z.string().max(255).optional().meta({ description: 'Part of the number, the name or the customer.' }),
    external_source: z.string().max(255).optional(),
    external_id: z.string().max(255).optional(),
    expand: JobExpand,
  }),
  output: page_of(ExpandedJob).extend({ total: z.number().int().optional() }),
  refuses: [],
  reports: [],
  examples: [{ given: { status: ['running'], limit: 20 } }],
  async run(context, input) {
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
    const countable = filters.length === 1 || (filters.length === 2 && input.status !== undefined)
    const { rows, next_cursor, total } = await walk<JobRow>(context, input, {
      table: 'jobs',
      columns: job_columns,
      filters,
      counted: countable ? { list: 'jobs', statuses: input.status ?? JobStatus.options } : null,
    })
    const data = await expanded(context, rows, input.expand)
    return { data, next_cursor, ...(total === undefined ? {} : { total }) }
  },
})
