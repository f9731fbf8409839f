import { z } from 'zod'
import { event } from '../../../kernel/event.ts'
import { Id } from '../../../kernel/id.ts'

const facts = z.object({ alert_id: Id, kind: z.string(), severity: z.string() })
const subject = 'alert_id' as const

export const alertRaised = event({
  name: 'alert.raised',
  says: 'A monitor saw something that somebody should look at.',
  subject,
  facts: facts.extend({ workstation_id: Id.nullable(), machine_id: Id.nullable(), defect_code_id: Id.nullable() }),
})
export const alertEscalated = event({ name: 'alert.escalated', says: 'What stands unseen has become worse.', subject, facts })
export const alertAcknowledged = event({
  name: 'alert.acknowledged',
  says: 'Somebody has seen an alert. It is raised again only by what happens after.',
  subject,
  facts,
})
