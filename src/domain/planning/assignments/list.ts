import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { Paging, page_of } from '../../../kernel/page.ts'
import { atLeast } from '../../../kernel/role.ts'
import { type Sql, sql } from '../../../kernel/sql.ts'
import { verb } from '../../../kernel/verb.ts'
import { ordered, Walk, walk } from '../../../kernel/walk.ts'
import {
  Assignment,
  type AssignmentRow,
  AssignmentStatus,
  assignment_columns,
  assignment_is_live,
  assignment_of,
  assignment_tables,
} from './assignment.ts'

const sorts = { created_at: sql`assignments.created_at`, status: sql`assignments.status` } as const

export const list = verb({
  name: 'assignments.list',
  does: 'Lists assignments, newest first, or sorted.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: Paging.extend({
    ...Walk,
    job_id: Id.optional(),
    part_id: Id.optional(),
    person_id: Id.optional(),
    status: AssignmentStatus.optional(),
    sort: z.enum(['created_at', 'status']).optional(),
    order: z.enum(['asc', 'desc']).default('desc'),
  }),
  output: page_of(Assignment).extend({ total: z.number().int().optional() }),
  refuses: [],
  reports: [],
  examples: [{ given: { status: 'assigned' } }],
  async run(context, input) {
    const filters: Sql[] = [assignment_is_live]
    if (input.job_id !== undefined) filters.push(sql`assignments.job_id = ${input.job_id}`)
    if (input.part_id !== undefined) filters.push(sql`assignments.part_id = ${input.part_id}`)
    if (input.person_id !== undefined) filters.push(sql`assignments.person_id = ${input.person_id}`)
    if (input.status !== undefined) filters.push(sql`assignments.status = ${input.status}`)
    const { rows, ...rest } = await walk<AssignmentRow>(context, input, {
      table: 'assignments',
      columns: assignment_columns,
      from: assignment_tables,
      filters,
      ...(input.sort ? { order: ordered(sorts[input.sort], input.order, 'assignments') } : {}),
      counted: null,
    })
    return { data: rows.map(assignment_of), ...rest }
  },
})
