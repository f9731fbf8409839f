import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { after, one_more, Paging, page, page_of } from '../../../kernel/page.ts'
import { atLeast } from '../../../kernel/role.ts'
import { sql, where } from '../../../kernel/sql.ts'
import { verb } from '../../../kernel/verb.ts'
import { contains } from '../../../kernel/walk.ts'
import { Machine, machine_columns } from './machine.ts'

export const list = verb({
  name: 'machines.list',
  does: 'Lists machines, newest first.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: Paging.extend({
    workstation_id: Id.optional(),
    is_active: z.boolean().optional(),
    name: z.string().max(255).optional().meta({ description: 'Part of the name or the display name.' }),
  }),
  output: page_of(Machine),
  refuses: [],
  reports: [],
  examples: [{ given: { name: 'mazak' } }],
  async run(context, input) {
    const filters = [sql`deleted_at is null`, ...after(input, sql`id`)]
    if (input.workstation_id !== undefined) filters.push(sql`workstation_id = ${input.workstation_id}`)
    if (input.is_active !== undefined) filters.push(sql`is_active = ${input.is_active}`)
    if (input.name !== undefined) {
      filters.push(sql`(${contains(sql`name`, input.name)} or ${contains(sql`display_name`, input.name)})`)
    }
    const rows = await context.read<Machine>`
      select ${machine_columns} from machines ${where(filters)} order by id desc ${one_more(input)}`
    return page(rows, input)
  },
})
