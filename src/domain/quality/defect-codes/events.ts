import { z } from 'zod'
import { ChangesTold } from '../../../kernel/changes.ts'
import { event } from '../../../kernel/event.ts'
import { Id } from '../../../kernel/id.ts'

const facts = z.object({ defect_code_id: Id })
const subject = 'defect_code_id' as const

export const defectCodeCreated = event({ name: 'defect_code.created', says: 'A defect code was added.', subject, facts })
export const defectCodeUpdated = event({
  name: 'defect_code.updated',
  says: 'A defect code was changed or switched.',
  subject,
  facts: facts.extend({ changes: ChangesTold }),
})
export const defectCodeDeleted = event({ name: 'defect_code.deleted', says: 'A defect code was removed.', subject, facts })
