import { z } from 'zod'
import { ChangesTold } from '../../../kernel/changes.ts'
import { event } from '../../../kernel/event.ts'
import { Id } from '../../../kernel/id.ts'
import { Moment } from '../../../kernel/time.ts'

const facts = z.object({ webhook_id: Id })
const subject = 'webhook_id' as const

export const webhookCreated = event({
  name: 'webhook.created',
  says: 'Somebody wants to be told of what happens.',
  subject,
  facts: facts.extend({ format: z.string() }),
})
export const webhookUpdated = event({
  name: 'webhook.updated',
  says: 'A webhook was changed or switched. Of an address only the host is told: the rest may open a door.',
  subject,
  facts: facts.extend({ changes: ChangesTold }),
})
export const webhookDeleted = event({ name: 'webhook.deleted', says: 'A webhook was removed.', subject, facts })
export const webhookPaused = event({ name: 'webhook.paused', says: 'A webhook’s deliveries wait.', subject, facts })
export const webhookResumed = event({ name: 'webhook.resumed', says: 'A webhook’s deliveries go on.', subject, facts })
export const webhookDisabled = event({
  name: 'webhook.disabled',
  says: 'A webhook was switched off, because nothing could be delivered to it for five days.',
  subject,
  facts: facts.extend({ failing_since: Moment }),
})
export const webhookRotated = event({
  name: 'webhook.secret_rotated',
  says: 'A webhook has a new secret; the one before signs along for a day.',
  subject,
  facts: facts.extend({ overlap_until: Moment }),
})
export const webhookRetried = event({
  name: 'webhook.retried',
  says: 'Failed deliveries of a webhook are tried once more.',
  subject,
  facts: facts.extend({ retried: z.number().int() }),
})
export const webhookTest = event({ name: 'webhook.test', says: 'Somebody tries out a webhook. Only that one is told.', subject, facts })
