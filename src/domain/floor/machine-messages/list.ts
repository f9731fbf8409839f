import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { Paging, page_of } from '../../../kernel/page.ts'
import { atLeast } from '../../../kernel/role.ts'
import { type Sql, sql } from '../../../kernel/sql.ts'
import { MomentGiven } from '../../../kernel/time.ts'
import { verb } from '../../../kernel/verb.ts'
import { Walk, walk } from '../../../kernel/walk.ts'
import { MachineMessage, message_columns } from './machine-message.ts'

export const list = verb({
  name: 'machine_messages.list',
  does: 'Lists what machines told, newest first.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: Paging.extend({
    ...Walk,
    machine_id: Id.optional(),
    kind: z.string().max(255).optional(),
    from: MomentGiven.optional().meta({ description: 'Happened then or later.' }),
    to: MomentGiven.optional().meta({ description: 'Happened before.' }),
  }),
  output: page_of(MachineMessage).extend({ total: z.number().int().optional() }),
  refuses: [],
  reports: [],
  examples: [{ given: { kind: 'fault' } }],
  async run(context, input) {
    const filters: Sql[] = []
    if (input.machine_id !== undefined) filters.push(sql`machine_id = ${input.machine_id}`)
    if (input.kind !== undefined) filters.push(sql`kind = ${input.kind}`)
    if (input.from !== undefined) filters.push(sql`occurred_at >= ${input.from}`)
    if (input.to !== undefined) filters.push(sql`occurred_at < ${input.to}`)
    const { rows, ...rest } = await walk<MachineMessage>(context, input, {
      table: 'machine_messages',
      columns: message_columns,
      filters,
      counted: null,
    })
    return { data: rows, ...rest }
  },
})
