import { z } from 'zod'
import { ChangesTold } from '../../../kernel/changes.ts'
import { event } from '../../../kernel/event.ts'
import { Id } from '../../../kernel/id.ts'

const facts = z.object({ workstation_id: Id })

export const workstationCreated = event({
  name: 'workstation.created',
  says: 'A workstation was set up.',
  subject: 'workstation_id',
  facts,
})
export const workstationUpdated = event({
  name: 'workstation.updated',
  says: 'A workstation was changed.',
  subject: 'workstation_id',
  facts: facts.extend({ changes: ChangesTold }),
})
export const workstationDeleted = event({
  name: 'workstation.deleted',
  says: 'A workstation was removed.',
  subject: 'workstation_id',
  facts,
})
