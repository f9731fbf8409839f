import { z } from 'zod'
import { event } from '../../../kernel/event.ts'
import { Id } from '../../../kernel/id.ts'

const facts = z.object({ file_id: Id, job_id: Id.nullable(), part_id: Id.nullable(), operation_id: Id.nullable() })
const subject = 'file_id' as const

export const fileCreated = event({
  name: 'file.created',
  says: 'A file was put into the store.',
  subject,
  facts: facts.extend({ sha256: z.string(), size_bytes: z.number().int() }),
})
export const fileDeleted = event({ name: 'file.deleted', says: 'A file was removed.', subject, facts })
