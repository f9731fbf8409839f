import { z } from 'zod'
import { after, one_more, Paging, page, page_of } from '../../../kernel/page.ts'
import { atLeast } from '../../../kernel/role.ts'
import { sql, where } from '../../../kernel/sql.ts'
import { verb } from '../../../kernel/verb.ts'
import { contains } from '../../../kernel/walk.ts'
import { Reason, ReasonCategory, ReasonKind, reason_columns } from './reason.ts'

export const list = verb({
  name: 'reasons.list',
  does: 'Lists reasons, newest first.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: Paging.extend({
    kind: ReasonKind.optional(),
    category: ReasonCategory.optional(),
    is_active: z.boolean().optional(),
    search: z.string().max(255).optional().meta({ description: 'Part of the code or the description.' }),
  }),
  output: page_of(Reason),
  refuses: [],
  reports: [],
  examples: [{ given: { kind: 'scrap', is_active: true } }],
  async run(context, input) {
    const filters = [sql`deleted_at is null`, ...after(input, sql`id`)]
    if (input.kind !== undefined) filters.push(sql`kind = ${input.kind}`)
    if (input.category !== undefined) filters.push(sql`category = ${input.category}`)
    if (input.is_active !== undefined) filters.push(sql`is_active = ${input.is_active}`)
    if (input.search !== undefined) {
      filters.push(sql`(${contains(sql`code`, input.search)} or ${contains(sql`description`, input.search)})`)
    }
    const rows = await context.read<Reason>`
      select ${reason_columns} from reasons ${where(filters)} order by id desc ${one_more(input)}`
    return page(rows, input)
  },
})
