import { z } from 'zod'
import { ChangesTold } from '../../kernel/changes.ts'
import { event } from '../../kernel/event.ts'
import { Id } from '../../kernel/id.ts'

const facts = z.object({ routing_id: Id, product_id: Id })
const subject = 'routing_id' as const

export const routingCreated = event({
  name: 'routing.created',
  says: 'A product has a new version of its routing.',
  subject,
  facts: facts.extend({ family_id: Id, version: z.number().int() }),
})
export const routingMadeCurrent = event({
  name: 'routing.made_current',
  says: 'From now on the product is made by this version.',
  subject,
  facts: facts.extend({ previous_routing_id: Id.nullable() }),
})
export const routingDeleted = event({ name: 'routing.deleted', says: 'A version of a routing was removed.', subject, facts })
export const routingRenamed = event({
  name: 'routing.renamed',
  says: 'A way of making a product has another name, in all its versions.',
  subject,
  facts: facts.extend({ family_id: Id, changes: ChangesTold }),
})
