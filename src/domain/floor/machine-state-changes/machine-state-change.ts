import { z } from 'zod'
import { Text } from '../../../kernel/fields.ts'
import { Id } from '../../../kernel/id.ts'
import { sql } from '../../../kernel/sql.ts'
import { Moment } from '../../../kernel/time.ts'
import { MachineState } from '../machines/machine.ts'

export const MachineStateChange = z
  .object({
    id: Id,
    machine_id: Id,
    from_state: MachineState,
    to_state: MachineState,
    source: z.enum(['person', 'machine']).meta({ description: 'Whether somebody asked for it, or the machine told it.' }),
    reason_id: Id.nullable(),
    notes: Text.nullable(),
    actor: z
      .object({ kind: z.string(), person_id: Id.nullable(), key_id: Id.nullable() })
      .meta({ description: 'Who told it, and by which key.' }),
    occurred_at: Moment,
    recorded_at: Moment,
  })
  .meta({ id: 'MachineStateChange' })
export type MachineStateChange = z.output<typeof MachineStateChange>

export const state_change_columns = sql`id, machine_id, from_state, to_state, source, reason_id, notes, actor, occurred_at, recorded_at`
