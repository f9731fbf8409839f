import { z } from 'zod'
import { event } from '../../../kernel/event.ts'
import { Id } from '../../../kernel/id.ts'
import { QualityResult } from '../quality-events/words.ts'
import { Measure } from '../test-definitions/test-definition.ts'

export const testResultRecorded = event({
  name: 'test_result.recorded',
  says: 'Something was measured on a unit.',
  subject: 'test_result_id',
  facts: z.object({
    test_result_id: Id,
    test_definition_id: Id,
    quality_event_id: Id,
    unit_id: Id,
    job_id: Id,
    measured_value: Measure,
    lower_limit: Measure.nullable(),
    upper_limit: Measure.nullable(),
    result: QualityResult,
  }),
})
