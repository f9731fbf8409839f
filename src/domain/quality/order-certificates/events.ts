import { z } from 'zod'
import { event } from '../../../kernel/event.ts'
import { Id } from '../../../kernel/id.ts'

export const orderCertificateIssued = event({
  name: 'order_certificate.issued',
  says: 'What a finished job was has been signed.',
  subject: 'order_certificate_id',
  facts: z.object({ order_certificate_id: Id, job_id: Id, hash: z.string() }),
})
