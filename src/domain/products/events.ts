import { z } from 'zod'
import { ChangesTold } from '../../kernel/changes.ts'
import { event } from '../../kernel/event.ts'
import { Id } from '../../kernel/id.ts'

const facts = z.object({ product_id: Id })
const subject = 'product_id' as const

export const productCreated = event({ name: 'product.created', says: 'A product was added.', subject, facts })
export const productUpdated = event({
  name: 'product.updated',
  says: 'A product was changed.',
  subject,
  facts: facts.extend({ changes: ChangesTold }),
})
export const productDeleted = event({ name: 'product.deleted', says: 'A product was removed.', subject, facts })
