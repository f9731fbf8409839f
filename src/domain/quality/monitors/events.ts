import { z } from 'zod'
import { event } from '../../../kernel/event.ts'
import { Id } from '../../../kernel/id.ts'
import { MonitorKind } from './monitor.ts'

export const monitorSet = event({
  name: 'monitor.set',
  says: 'The thresholds of a monitor were set, or it was switched on or off.',
  subject: 'monitor_id',
  facts: z.object({ monitor_id: Id, kind: MonitorKind, is_active: z.boolean(), settings: z.record(z.string(), z.json()) }),
})
