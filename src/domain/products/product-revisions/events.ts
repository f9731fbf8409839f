import { z } from 'zod'
import { event } from '../../../kernel/event.ts'
import { Id } from '../../../kernel/id.ts'

export const productRevisionCreated = event({
  name: 'product_revision.created',
  says: 'What a product is at this time was kept.',
  subject: 'product_revision_id',
  facts: z.object({ product_revision_id: Id, product_id: Id }),
})
