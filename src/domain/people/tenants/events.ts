import { z } from 'zod'
import { ChangesTold } from '../../../kernel/changes.ts'
import { event } from '../../../kernel/event.ts'
import { Id } from '../../../kernel/id.ts'

const facts = z.object({ tenant_id: Id })

export const tenantCreated = event({ name: 'tenant.created', says: 'A company was set up on this server.', subject: 'tenant_id', facts })
export const tenantUpdated = event({
  name: 'tenant.updated',
  says: 'A company’s settings were changed.',
  subject: 'tenant_id',
  facts: facts.extend({ changes: ChangesTold }),
})
