import { z } from 'zod'
import { ChangesTold } from '../../../kernel/changes.ts'
import { event } from '../../../kernel/event.ts'
import { Id } from '../../../kernel/id.ts'

const facts = z.object({ machine_id: Id })
const subject = 'machine_id' as const

export const machineCreated = event({ name: 'machine.created', says: 'A machine was set up.', subject, facts })
export const machineUpdated = event({
  name: 'machine.updated',
  says: 'A machine was changed.',
  subject,
  facts: facts.extend({ changes: ChangesTold }),
})
export const machineDeleted = event({ name: 'machine.deleted', says: 'A machine was removed.', subject, facts })
export const machineStateChanged = event({
  name: 'machine.state_changed',
  says: 'A machine is in another state: started, stopped, held up, broken down.',
  subject,
  facts: facts.extend({
    machine_state_change_id: Id,
    old_state: z.string(),
    new_state: z.string(),
    source: z.enum(['person', 'machine']).meta({ description: 'Whether somebody asked for it, or the machine told it.' }),
    reason_id: Id.nullable(),
  }),
})
