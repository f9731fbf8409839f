import { z } from 'zod'
import { ChangesTold } from '../../../kernel/changes.ts'
import { event } from '../../../kernel/event.ts'
import { Id } from '../../../kernel/id.ts'

const subject = 'maintenance_request_id' as const
const facts = z.object({ maintenance_request_id: Id, machine_id: Id })

export const maintenanceRequestCreated = event({
  name: 'maintenance_request.created',
  says: 'Somebody asked for a machine to be looked after.',
  subject,
  facts: facts.extend({ kind: z.string(), priority: z.string() }),
})
export const maintenanceRequestUpdated = event({
  name: 'maintenance_request.updated',
  says: 'A maintenance request was changed.',
  subject,
  facts: facts.extend({ changes: ChangesTold }),
})
export const maintenanceRequestStarted = event({
  name: 'maintenance_request.started',
  says: 'Somebody looks after the machine.',
  subject,
  facts,
})
export const maintenanceRequestCompleted = event({
  name: 'maintenance_request.completed',
  says: 'The machine was looked after.',
  subject,
  facts,
})
export const maintenanceRequestCancelled = event({
  name: 'maintenance_request.cancelled',
  says: 'A maintenance request was called off.',
  subject,
  facts,
})
