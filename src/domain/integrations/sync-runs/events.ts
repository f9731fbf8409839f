import { z } from 'zod'
import { event } from '../../../kernel/event.ts'
import { Id } from '../../../kernel/id.ts'
import { Count, EntityType } from './sync-run.ts'

const subject = 'sync_run_id' as const
const facts = z.object({ sync_run_id: Id, entity_type: EntityType, source: z.string(), total: Count })

export const syncRunStarted = event({ name: 'sync_run.started', says: 'Another system’s list is being taken in.', subject, facts })
export const syncRunFinished = event({
  name: 'sync_run.finished',
  says: 'Another system’s list was taken in.',
  subject,
  facts: facts.extend({ created: Count, updated: Count, unchanged: Count, failed: Count }),
})
