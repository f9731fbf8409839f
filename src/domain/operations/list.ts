import { z } from 'zod'
import { Id } from '../../kernel/id.ts'
import { Paging, page_of } from '../../kernel/page.ts'
import { atLeast } from '../../kernel/role.ts'
import { type Sql, sql } from '../../kernel/sql.ts'
import { verb } from '../../kernel/verb.ts'
import { contains, type Order, one_of, ordered, Walk, walk } from '../../kernel/walk.ts'
import { ExpandedOperation, expanded_operations, OperationExpand } from './expand.ts'
import { OperationKind, type OperationRow, OperationStatus, operation_columns, operation_tables } from './operation.ts'
import { by_rank } from './traveller.ts'

const sorts = {
  sequence: sql`operations.sequence`,
  created_at: sql`operations.created_at`,
  // What nobody has planned stands behind all that was.
  planned_s: sql`coalesce(operations.planned_total_s, 2147483647)`,
  worked_s: sql`operations.worked_s`,
  status: sql`operations.status`,
  completion_percentage: sql`operations.completion_percentage`,
} as const

const order_of = (sort: keyof typeof sorts | 'rank', order: 'asc' | 'desc'): Order =>
  sort === 'rank' ? by_rank(order) : ordered(sorts[sort], order, 'operations')

export const list = verb({
  name: 'operations.list',
  does: 'Lists operations, newest first, or sorted; with a workstation and a status it is that workstation’s queue.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: Paging.extend({
    ...Walk,
    job_id: Id.optional(),
    part_id: Id.optional(),
    workstation_id: Id.optional(),
    workstation_name: z.string().max(255).optional().meta({ description: 'Part of the workstation’s name.' }),
    assigned_person_id: Id.optional(),
    kind: OperationKind.optional(),
    status: z.array(OperationStatus).optional(),
    workable: z.boolean().optional().meta({ description: 'Only those whose job is on the floor: released or running.' }),
    search: z.string().max(255).optional().meta({ description: 'Part of the operation’s name.' }),
    sort: z
      .enum(['rank', 'sequence', 'created_at', 'planned_s', 'worked_s', 'status', 'completion_percentage'])
      .optional()
      .meta({ description: '`rank` is the order of work: the highest priority first, then the earliest date.' }),
    order: z.enum(['asc', 'desc']).default('asc'),
    expand: OperationExpand,
  }),
  output: page_of(ExpandedOperation).extend({ total: z.number().int().optional() }),
  refuses: [],
  reports: [],
  examples: [{ given: { status: ['waiting', 'running'], limit: 20 } }],
  async run(context, input) {
    const filters = filters_of(input)
    const countable = filters.length === 1 || (filters.length === 2 && input.status !== undefined)
    const { rows, next_cursor, total } = await walk<OperationRow>(context, input, {
      table: 'operations',
      columns: operation_columns,
      from: operation_tables,
      filters,
      ...(input.sort ? { order: order_of(input.sort, input.order) } : {}),
      counted: countable ? { list: 'operations', statuses: input.status ?? OperationStatus.options } : null,
    })
    const data = await expanded_operations(context, rows, input.expand)
    return { data, next_cursor, ...(total === undefined ? {} : { total }) }
  },
})

function filters_of(input: z.output<(typeof list)['input']>): Sql[] {
  const filters: Sql[] = [sql`operations.deleted_at is null`]
  if (input.job_id !== undefined) filters.push(sql`operations.job_id = ${input.job_id}`)
  if (input.part_id !== undefined) filters.push(sql`operations.part_id = ${input.part_id}`)
  if (input.workstation_id !== undefined) filters.push(sql`operations.workstation_id = ${input.workstation_id}`)
  if (input.assigned_person_id !== undefined) filters.push(sql`operations.assigned_person_id = ${input.assigned_person_id}`)
  if (input.kind !== undefined) filters.push(sql`operations.kind = ${input.kind}`)
  if (input.status) filters.push(one_of(sql`operations.status`, input.status))
  if (input.search !== undefined) filters.push(contains(sql`operations.name`, input.search))
  if (input.workstation_name !== undefined) {
    filters.push(
      sql`operations.workstation_id in (select w.id from workstations w where ${contains(sql`w.name`, input.workstation_name)} and w.deleted_at is null)`,
    )
  }
  if (input.workable) {
    // Not `exists`: as a join it may be planned from the jobs, which is right for a small company and slow for a large one.
    filters.push(sql`(select j.status in ('released', 'running') from jobs j where j.id = operations.job_id)`)
  }
  return filters
}
