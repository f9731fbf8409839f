import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { QualityEvent, qualityEventUnknown, read_quality_event } from './quality-event.ts'

export const get = verb({
  name: 'quality_events.get',
  does: 'Shows one quality event.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: z.object({ id: Id }),
  output: QualityEvent,
  refuses: [qualityEventUnknown],
  reports: [],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  run: (context, { id }) => read_quality_event(context, id),
})
