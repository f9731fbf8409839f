import { z } from 'zod'
import { Id } from '../../kernel/id.ts'
import { decode, Paging, page_of } from '../../kernel/page.ts'
import { atLeast } from '../../kernel/role.ts'
import { sql } from '../../kernel/sql.ts'
import { verb } from '../../kernel/verb.ts'
import { contains, Walk, walk } from '../../kernel/walk.ts'
import { family_with, Routing, routing_columns } from './routing.ts'

export const list = verb({
  name: 'routings.list',
  does: 'Lists routings with their steps, newest first.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: Paging.extend({
    ...Walk,
    product_id: Id.optional(),
    family_id: Id.optional(),
    name: z.string().max(255).optional().meta({ description: 'Part of the name.' }),
    is_current: z.boolean().optional(),
    is_latest: z.boolean().optional(),
    families: z
      .boolean()
      .optional()
      .meta({ description: 'One row a family, its newest version; the oldest family first. The id of a family is a cursor, too.' }),
  }),
  output: page_of(Routing).extend({ total: z.number().int().optional() }),
  refuses: [],
  reports: [],
  examples: [{ given: { is_current: true } }],
  async run(context, input) {
    const filters = [sql`deleted_at is null`]
    if (input.product_id !== undefined) filters.push(sql`product_id = ${input.product_id}`)
    if (input.family_id !== undefined) filters.push(sql`family_id = ${input.family_id}`)
    if (input.name !== undefined) filters.push(contains(sql`name`, input.name))
    if (input.families) filters.push(sql`is_latest`)
    if (input.is_latest !== undefined) filters.push(sql`is_latest = ${input.is_latest}`)
    if (input.is_current !== undefined) filters.push(sql`is_current = ${input.is_current}`)
    const { rows, ...page } = await walk<Routing>(context, input, {
      table: 'routings',
      columns: routing_columns,
      filters,
      ...(input.families ? { order: by_family } : {}),
      counted: null,
    })
    return { data: rows, ...page }
  },
})

const by_family = {
  inner: sql`routings.family_id asc`,
  outer: sql`routings.family_id asc`,
  after: (cursor: string) => sql`routings.family_id > ${family_with(decode(cursor))}`,
}
