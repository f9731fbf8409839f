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
