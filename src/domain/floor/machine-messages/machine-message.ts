import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { sql } from '../../../kernel/sql.ts'
import { Moment } from '../../../kernel/time.ts'

export const MachineMessageKind = z.enum(['cycle_complete', 'measurement', 'fault']).meta({
  id: 'MachineMessageKind',
  description: 'A cycle was completed, something was measured, or the machine has broken down.',
})

export const MachineMessage = z
  .object({
    id: Id,
    machine_id: Id,
    topic: z.string(),
    kind: z.string(),
    payload: z.record(z.string(), z.json()),
    occurred_at: Moment,
    recorded_at: Moment,
  })
  .meta({ id: 'MachineMessage' })
export type MachineMessage = z.output<typeof MachineMessage>

export const message_columns = sql`id, machine_id, topic, kind, payload, occurred_at, recorded_at`
