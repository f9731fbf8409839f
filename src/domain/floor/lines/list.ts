import { z } from 'zod'
import { after, one_more, Paging, page, page_of } from '../../../kernel/page.ts'
import { atLeast } from '../../../kernel/role.ts'
import { sql, where } from '../../../kernel/sql.ts'
import { verb } from '../../../kernel/verb.ts'
import { contains } from '../../../kernel/walk.ts'
import { Line, line_columns } from './line.ts'

export const list = verb({
  name: 'lines.list',
  does: 'Lists lines, newest first.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: Paging.extend({ name: z.string().max(255).optional().meta({ description: 'Part of the name.' }) }),
  output: page_of(Line),
  refuses: [],
  reports: [],
  examples: [{ given: { name: 'milling' } }],
  async run(context, input) {
    const filters = [sql`deleted_at is null`, ...after(input, sql`id`)]
    if (input.name !== undefined) filters.push(contains(sql`name`, input.name))
    const lines = await context.read<Line>`select ${line_columns} from lines ${where(filters)} order by id desc ${one_more(input)}`
    return page(lines, input)
  },
})
