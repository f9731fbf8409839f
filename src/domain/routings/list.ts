import { z } from 'zod'
import { Id } from '../../kernel/id.ts'
import { after, one_more, Paging, page, page_of } from '../../kernel/page.ts'
import { atLeast } from '../../kernel/role.ts'
import { sql, where } from '../../kernel/sql.ts'
import { verb } from '../../kernel/verb.ts'
import { Routing, routing_columns } from './routing.ts'

export const list = verb({
  name: 'routings.list',
  does: 'Lists routings with their steps, newest first.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: Paging.extend({
    product_id: Id.optional(),
    family_id: Id.optional(),
    is_current: z.boolean().optional(),
    is_latest: z.boolean().optional(),
  }),
  output: page_of(Routing),
  refuses: [],
  reports: [],
  examples: [{ given: { is_current: true } }],
  async run(context, input) {
    const filters = [sql`deleted_at is null`, ...after(input, sql`id`)]
    if (input.product_id !== undefined) filters.push(sql`product_id = ${input.product_id}`)
    if (input.family_id !== undefined) filters.push(sql`family_id = ${input.family_id}`)
    if (input.is_latest !== undefined) filters.push(sql`is_latest = ${input.is_latest}`)
    if (input.is_current !== undefined) filters.push(sql`is_current = ${input.is_current}`)
    const rows = await context.read<Routing>`
      select ${routing_columns} from routings ${where(filters)} order by id desc ${one_more(input)}`
    return page(rows, input)
  },
})
