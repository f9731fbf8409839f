import { z } from 'zod'
import { ChangesTold } from '../../../kernel/changes.ts'
import { event } from '../../../kernel/event.ts'
import { Id } from '../../../kernel/id.ts'

const facts = z.object({ test_definition_id: Id, product_id: Id })
const subject = 'test_definition_id' as const

export const testDefinitionCreated = event({
  name: 'test_definition.created',
  says: 'It was said what is measured at a step, and between which limits.',
  subject,
  facts,
})
export const testDefinitionUpdated = event({
  name: 'test_definition.updated',
  says: 'A measured test was changed. What was measured before keeps the limits it was measured against.',
  subject,
  facts: facts.extend({ changes: ChangesTold }),
})
export const testDefinitionDeleted = event({ name: 'test_definition.deleted', says: 'A measured test was removed.', subject, facts })
