import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { Paging, page_of } from '../../../kernel/page.ts'
import { atLeast } from '../../../kernel/role.ts'
import { type Sql, sql } from '../../../kernel/sql.ts'
import { verb } from '../../../kernel/verb.ts'
import { contains, ordered, Walk, walk } from '../../../kernel/walk.ts'
import { Batch, type BatchRow, BatchStatus, BatchType, batch_columns, batch_of, batch_tables } from './batch.ts'

const sorts = {
  batch_number: sql`batches.batch_number`,
  created_at: sql`batches.created_at`,
  status: sql`batches.status`,
  type: sql`batches.type`,
} as const

export const list = verb({
  name: 'batches.list',
  does: 'Lists batches, newest first, or sorted.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: Paging.extend({
    ...Walk,
    status: BatchStatus.optional(),
    type: BatchType.optional(),
    workstation_id: Id.optional(),
    operation_id: Id.optional().meta({ description: 'Batches that this operation was in.' }),
    material: z.string().max(255).optional().meta({ description: 'Part of the material.' }),
    search: z.string().max(255).optional().meta({ description: 'Part of the number or the material.' }),
    sort: z.enum(['batch_number', 'created_at', 'status', 'type']).optional(),
    order: z.enum(['asc', 'desc']).default('desc'),
  }),
  output: page_of(Batch).extend({ total: z.number().int().optional() }),
  refuses: [],
  reports: [],
  examples: [{ given: { status: 'ready' } }],
  async run(context, input) {
    const filters: Sql[] = [sql`batches.deleted_at is null`]
    if (input.status !== undefined) filters.push(sql`batches.status = ${input.status}`)
    if (input.type !== undefined) filters.push(sql`batches.type = ${input.type}`)
    if (input.workstation_id !== undefined) filters.push(sql`batches.workstation_id = ${input.workstation_id}`)
    if (input.operation_id !== undefined)
      filters.push(sql`batches.id in (select b.batch_id from batch_operations b where b.operation_id = ${input.operation_id})`)
    if (input.material !== undefined) filters.push(contains(sql`batches.material`, input.material))
    if (input.search !== undefined)
      filters.push(sql`(${contains(sql`batches.batch_number`, input.search)} or ${contains(sql`batches.material`, input.search)})`)
    const { rows, ...rest } = await walk<BatchRow>(context, input, {
      table: 'batches',
      columns: batch_columns,
      from: batch_tables,
      filters,
      ...(input.sort ? { order: ordered(sorts[input.sort], input.order, 'batches') } : {}),
      counted: null,
    })
    return { data: rows.map(batch_of), ...rest }
  },
})
