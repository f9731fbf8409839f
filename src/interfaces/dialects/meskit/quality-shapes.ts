import { z } from 'zod'
import type { verbs } from '../../../domain/verbs.gen.ts'
import type { Output } from '../../../kernel/verb.ts'
import { id, link, maybe, maybe_link, moment } from './members.ts'

export const QualityEvent = z
  .strictObject({
    id,
    unit_id: link('The unit it is about.'),
    workstation_id: maybe_link('Where it was found.'),
    event_type: z.enum(['inspection', 'rework', 'scrap']).meta({ description: 'What was done.' }),
    result: z.enum(['pass', 'fail']).meta({ description: 'What came of it.' }),
    defect_code_id: maybe_link('What was wrong.'),
    notes: maybe('What was said of it.'),
    timestamp: moment('When it happened.'),
  })
  .meta({ id: 'QualityEvent' })

export const quality_event_out = (event: Output<(typeof verbs)['quality_events.get']>): z.input<typeof QualityEvent> => ({
  id: event.id,
  unit_id: event.unit_id,
  workstation_id: event.workstation_id,
  event_type: event.kind,
  result: event.result,
  defect_code_id: event.defect_code_id,
  notes: event.notes,
  timestamp: event.occurred_at,
})
