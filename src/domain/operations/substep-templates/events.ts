import { z } from 'zod'
import { ChangesTold } from '../../../kernel/changes.ts'
import { event } from '../../../kernel/event.ts'
import { Id } from '../../../kernel/id.ts'

const facts = z.object({ substep_template_id: Id })
const subject = 'substep_template_id' as const

export const substepTemplateCreated = event({ name: 'substep_template.created', says: 'A substep template was made.', subject, facts })
export const substepTemplateUpdated = event({
  name: 'substep_template.updated',
  says: 'A substep template was changed; what was laid out by it stays.',
  subject,
  facts: facts.extend({ changes: ChangesTold }),
})
export const substepTemplateApplied = event({
  name: 'substep_template.applied',
  says: 'Its substeps were added to an operation.',
  subject,
  facts: facts.extend({ operation_id: Id, job_id: Id }),
})
export const substepTemplateDeleted = event({ name: 'substep_template.deleted', says: 'A substep template was removed.', subject, facts })
