import { z } from 'zod'
import { event } from '../../../kernel/event.ts'
import { Id } from '../../../kernel/id.ts'
import { QualityEventKind, QualityResult } from './words.ts'

export const qualityEventRecorded = event({
  name: 'quality_event.recorded',
  says: 'A unit was inspected, measured, sent to rework or scrapped.',
  subject: 'quality_event_id',
  facts: z.object({
    quality_event_id: Id,
    unit_id: Id,
    job_id: Id,
    operation_id: Id.nullable().meta({ description: 'Where it stood in its routing.' }),
    workstation_id: Id.nullable(),
    kind: QualityEventKind,
    result: QualityResult,
    defect_code_id: Id.nullable(),
    person_id: Id.nullable().meta({ description: 'Who found it, where that is known.' }),
  }),
})
