import { z } from 'zod'
import { ChangesTold } from '../../../kernel/changes.ts'
import { event } from '../../../kernel/event.ts'
import { Id } from '../../../kernel/id.ts'

const facts = z.object({ bom_line_id: Id, product_id: Id })
const subject = 'bom_line_id' as const

export const bomLineCreated = event({
  name: 'bom_line.created',
  says: 'A product is made of one thing more.',
  subject,
  facts: facts.extend({ item_id: Id.nullable(), component_id: Id.nullable() }),
})
export const bomLineUpdated = event({
  name: 'bom_line.updated',
  says: 'How much of a thing goes into a product was changed, or its place on the list.',
  subject,
  facts: facts.extend({ changes: ChangesTold }),
})
export const bomLineDeleted = event({ name: 'bom_line.deleted', says: 'A product is made without that thing.', subject, facts })
