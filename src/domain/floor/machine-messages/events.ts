import { z } from 'zod'
import { event } from '../../../kernel/event.ts'
import { Id } from '../../../kernel/id.ts'

export const machineMessageReceived = event({
  name: 'machine_message.received',
  says: 'A machine or its sensors told something.',
  subject: 'machine_message_id',
  facts: z.object({ machine_message_id: Id, machine_id: Id, kind: z.string() }),
})
