import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { Paging, page_of } from '../../../kernel/page.ts'
import { atLeast } from '../../../kernel/role.ts'
import { type Sql, sql } from '../../../kernel/sql.ts'
import { verb } from '../../../kernel/verb.ts'
import { contains, ordered, Walk, walk } from '../../../kernel/walk.ts'
import { Resource, ResourceStatus, ResourceType, resource_columns } from './resource.ts'

const sorts = { name: sql`name_key`, type: sql`type`, status: sql`status`, created_at: sql`created_at` } as const

export const list = verb({
  name: 'resources.list',
  does: 'Lists resources, newest first, or sorted.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: Paging.extend({
    ...Walk,
    type: ResourceType.optional(),
    status: ResourceStatus.optional(),
    is_active: z.boolean().optional(),
    operation_id: Id.optional().meta({ description: 'What this operation has now.' }),
    search: z.string().max(255).optional().meta({ description: 'Part of the name, the description or the identifier.' }),
    external_source: z.string().max(255).optional(),
    external_id: z.string().max(255).optional(),
    sort: z.enum(['name', 'type', 'status', 'created_at']).optional(),
    order: z.enum(['asc', 'desc']).default('asc'),
  }),
  output: page_of(Resource).extend({ total: z.number().int().optional() }),
  refuses: [],
  reports: [],
  examples: [{ given: { type: 'fixture', status: 'available' } }],
  async run(context, input) {
    const filters: Sql[] = [sql`deleted_at is null`]
    if (input.type !== undefined) filters.push(sql`type = ${input.type}`)
    if (input.status !== undefined) filters.push(sql`status = ${input.status}`)
    if (input.is_active !== undefined) filters.push(sql`is_active = ${input.is_active}`)
    if (input.external_source !== undefined) filters.push(sql`external_source = ${input.external_source}`)
    if (input.external_id !== undefined) filters.push(sql`external_id = ${input.external_id}`)
    if (input.operation_id !== undefined) {
      filters.push(
        sql`id in (select l.resource_id from operation_resources l where l.operation_id = ${input.operation_id} and l.released_at is null)`,
      )
    }
    if (input.search !== undefined) {
      const search = (column: Sql): Sql => contains(column, input.search ?? '')
      filters.push(sql`(${search(sql`name`)} or ${search(sql`description`)} or ${search(sql`identifier`)})`)
    }
    const { rows, ...rest } = await walk<Resource>(context, input, {
      table: 'resources',
      columns: resource_columns,
      filters,
      ...(input.sort ? { order: ordered(sorts[input.sort], input.order, 'resources') } : {}),
      counted: null,
    })
    return { data: rows, ...rest }
  },
})
