import { z } from 'zod'
import { event } from '../../../kernel/event.ts'
import { Id } from '../../../kernel/id.ts'

export const deliveryReplayed = event({
  name: 'delivery.replayed',
  says: 'Somebody had an event sent to a webhook once more.',
  subject: 'delivery_id',
  facts: z.object({ delivery_id: Id, webhook_id: Id }),
})
