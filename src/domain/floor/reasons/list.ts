import { z } from 'zod'
import { Paging, page_of } from '../../../kernel/page.ts'
import { atLeast } from '../../../kernel/role.ts'
import { type Sql, sql } from '../../../kernel/sql.ts'
import { verb } from '../../../kernel/verb.ts'
import { contains, ordered, Walk, walk } from '../../../kernel/walk.ts'
import { Reason, ReasonCategory, ReasonKind, reason_columns } from './reason.ts'

export const list = verb({
  name: 'reasons.list',
  does: 'Lists reasons, newest first, or by code.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: Paging.extend({
    ...Walk,
    kind: ReasonKind.optional(),
    category: ReasonCategory.optional(),
    is_active: z.boolean().optional(),
    code: z.string().max(255).optional().meta({ description: 'Part of the code.' }),
    search: z.string().max(255).optional().meta({ description: 'Part of the code or the description.' }),
    sort: z.enum(['code']).optional(),
  }),
  output: page_of(Reason).extend({ total: z.number().int().optional() }),
  refuses: [],
  reports: [],
  examples: [{ given: { kind: 'scrap', is_active: true } }],
  async run(context, input) {
    const filters: Sql[] = [sql`deleted_at is null`]
    if (input.kind !== undefined) filters.push(sql`kind = ${input.kind}`)
    if (input.category !== undefined) filters.push(sql`category = ${input.category}`)
    if (input.is_active !== undefined) filters.push(sql`is_active = ${input.is_active}`)
    if (input.code !== undefined) filters.push(contains(sql`code`, input.code))
    if (input.search !== undefined) {
      filters.push(sql`(${contains(sql`code`, input.search)} or ${contains(sql`description`, input.search)})`)
    }
    const { rows: data, ...page } = await walk<Reason>(context, input, {
      table: 'reasons',
      columns: reason_columns,
      filters,
      ...(input.sort ? { order: ordered(sql`reasons.code`, 'asc', 'reasons') } : {}),
      counted: null,
    })
    return { data, ...page }
  },
})
