import { z } from 'zod'
import { event } from '../../kernel/event.ts'
import { Id } from '../../kernel/id.ts'
import { OperationStatus } from './operation.ts'

const facts = z.object({ operation_id: Id, part_id: Id, job_id: Id })
const moved = facts.extend({ previous_status: OperationStatus, new_status: OperationStatus })
const worked = moved.extend({
  workstation_id: Id.nullable(),
  person_id: Id.nullable().meta({ description: 'Who works, where that is known.' }),
  machine_id: Id.nullable(),
  time_entry_ids: z.array(Id).meta({ description: 'Time entries opened or ended by this.' }),
})
const subject = 'operation_id' as const

export const operationCreated = event({ name: 'operation.created', says: 'An operation was added to a part.', subject, facts })
export const operationUpdated = event({
  name: 'operation.updated',
  says: 'Fields of an operation were changed.',
  subject,
  facts: facts.extend({ changes: z.record(z.string(), z.json()) }),
})
export const operationDeleted = event({ name: 'operation.deleted', says: 'An operation was removed.', subject, facts })
export const operationStarted = event({ name: 'operation.started', says: 'Work on an operation began.', subject, facts: worked })
export const operationPaused = event({ name: 'operation.paused', says: 'Work on an operation stopped for now.', subject, facts: worked })
export const operationResumed = event({ name: 'operation.resumed', says: 'Work on an operation goes on.', subject, facts: worked })
export const operationUnparked = event({
  name: 'operation.unparked',
  says: 'What stopped an operation that nobody had begun is solved: it waits again.',
  subject,
  facts: moved,
})
export const operationCompleted = event({ name: 'operation.completed', says: 'An operation is done.', subject, facts: worked })
export const operationReopened = event({
  name: 'operation.reopened',
  says: 'A completed operation has work again.',
  subject,
  facts: worked,
})
export const operationSkipped = event({ name: 'operation.skipped', says: 'An operation will be left out.', subject, facts: moved })
export const operationCancelled = event({ name: 'operation.cancelled', says: 'An operation will not be done.', subject, facts: moved })
export const operationSentOut = event({
  name: 'operation.sent_out',
  says: 'Pieces left for a supplier.',
  subject,
  facts: facts.extend({ supplier: z.string().nullable() }),
})
export const operationReturned = event({ name: 'operation.returned', says: 'Pieces came back from a supplier.', subject, facts })
