import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { Paging, page_of } from '../../../kernel/page.ts'
import { atLeast } from '../../../kernel/role.ts'
import { type Sql, sql } from '../../../kernel/sql.ts'
import { MomentGiven } from '../../../kernel/time.ts'
import { verb } from '../../../kernel/verb.ts'
import { Walk, walk } from '../../../kernel/walk.ts'
import { MachineState } from '../machines/machine.ts'
import { MachineStateChange, state_change_columns } from './machine-state-change.ts'

export const list = verb({
  name: 'machine_state_changes.list',
  does: 'Lists how machines went from state to state, newest first.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: Paging.extend({
    ...Walk,
    machine_id: Id.optional(),
    to_state: MachineState.optional(),
    reason_id: Id.optional(),
    from: MomentGiven.optional().meta({ description: 'Happened then or later.' }),
    to: MomentGiven.optional().meta({ description: 'Happened before.' }),
  }),
  output: page_of(MachineStateChange).extend({ total: z.number().int().optional() }),
  refuses: [],
  reports: [],
  examples: [{ given: { to_state: 'aborted', from: '2026-03-01T00:00:00Z' } }],
  async run(context, input) {
    const filters: Sql[] = []
    if (input.machine_id !== undefined) filters.push(sql`machine_id = ${input.machine_id}`)
    if (input.to_state !== undefined) filters.push(sql`to_state = ${input.to_state}`)
    if (input.reason_id !== undefined) filters.push(sql`reason_id = ${input.reason_id}`)
    if (input.from !== undefined) filters.push(sql`occurred_at >= ${input.from}`)
    if (input.to !== undefined) filters.push(sql`occurred_at < ${input.to}`)
    const { rows, ...rest } = await walk<MachineStateChange>(context, input, {
      table: 'machine_state_changes',
      columns: state_change_columns,
      filters,
      counted: null,
    })
    return { data: rows, ...rest }
  },
})
