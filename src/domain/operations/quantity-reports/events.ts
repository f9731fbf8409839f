import { z } from 'zod'
import { event } from '../../../kernel/event.ts'
import { Id } from '../../../kernel/id.ts'

const figure = z.number().int()
const facts = z.object({
  quantity_report_id: Id,
  operation_id: Id,
  part_id: Id,
  job_id: Id,
  time_entry_id: Id.nullable(),
  person_id: Id.nullable(),
  machine_id: Id.nullable(),
  reason_id: Id.nullable(),
  good: figure,
  scrap: figure,
  rework: figure,
  mrb: figure,
})
const subject = 'quantity_report_id' as const

export const quantityReported = event({ name: 'quantity.reported', says: 'Pieces were counted at an operation.', subject, facts })
export const quantityReversed = event({
  name: 'quantity.reversed',
  says: 'A wrong count was taken back; the figures are those of the count, below zero.',
  subject,
  facts: facts.extend({ reverses_id: Id.meta({ description: 'The report that was wrong.' }), reason: z.string() }),
})
