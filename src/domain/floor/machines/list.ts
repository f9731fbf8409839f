import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { Paging, page_of } from '../../../kernel/page.ts'
import { atLeast } from '../../../kernel/role.ts'
import { sql } from '../../../kernel/sql.ts'
import { verb } from '../../../kernel/verb.ts'
import { contains, Walk, walk } from '../../../kernel/walk.ts'
import { Machine, MachineState, machine_columns } from './machine.ts'

export const list = verb({
  name: 'machines.list',
  does: 'Lists machines, newest first.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: Paging.extend({
    ...Walk,
    workstation_id: Id.optional(),
    is_active: z.boolean().optional(),
    state: MachineState.optional(),
    name: z.string().max(255).optional().meta({ description: 'Part of the name or the display name.' }),
  }),
  output: page_of(Machine).extend({ total: z.number().int().optional() }),
  refuses: [],
  reports: [],
  examples: [{ given: { name: 'mazak' } }],
  async run(context, input) {
    const filters = [sql`deleted_at is null`]
    if (input.workstation_id !== undefined) filters.push(sql`workstation_id = ${input.workstation_id}`)
    if (input.is_active !== undefined) filters.push(sql`is_active = ${input.is_active}`)
    if (input.state !== undefined) filters.push(sql`state = ${input.state}`)
    if (input.name !== undefined) {
      filters.push(sql`(${contains(sql`name`, input.name)} or ${contains(sql`display_name`, input.name)})`)
    }
    const { rows, ...rest } = await walk<Machine>(context, input, { table: 'machines', columns: machine_columns, filters, counted: null })
    return { data: rows, ...rest }
  },
})
