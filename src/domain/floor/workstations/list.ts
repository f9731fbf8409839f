import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { after, one_more, Paging, page, page_of } from '../../../kernel/page.ts'
import { atLeast } from '../../../kernel/role.ts'
import { sql, where } from '../../../kernel/sql.ts'
import { verb } from '../../../kernel/verb.ts'
import { contains } from '../../../kernel/walk.ts'
import { Workstation, WorkstationType, workstation_columns } from './workstation.ts'

export const list = verb({
  name: 'workstations.list',
  does: 'Lists workstations, newest first.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: Paging.extend({
    line_id: Id.optional(),
    type: WorkstationType.optional(),
    is_active: z.boolean().optional(),
    name: z.string().max(255).optional().meta({ description: 'Part of the name.' }),
  }),
  output: page_of(Workstation),
  refuses: [],
  reports: [],
  examples: [{ given: { type: 'machine', is_active: true } }],
  async run(context, input) {
    const filters = [sql`deleted_at is null`, ...after(input, sql`id`)]
    if (input.line_id !== undefined) filters.push(sql`line_id = ${input.line_id}`)
    if (input.type !== undefined) filters.push(sql`type = ${input.type}`)
    if (input.is_active !== undefined) filters.push(sql`is_active = ${input.is_active}`)
    if (input.name !== undefined) filters.push(contains(sql`name`, input.name))
    const rows = await context.read<Workstation>`
      select ${workstation_columns} from workstations ${where(filters)} order by id desc ${one_more(input)}`
    return page(rows, input)
  },
})
