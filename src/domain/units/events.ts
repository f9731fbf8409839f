import { z } from 'zod'
import { event } from '../../kernel/event.ts'
import { Id } from '../../kernel/id.ts'
import { UnitStatus } from './unit.ts'

const facts = z.object({ unit_id: Id, job_id: Id, part_id: Id })
const changed = facts.extend({
  operation_id: Id.nullable().meta({ description: 'Where it stands.' }),
  previous_status: UnitStatus,
  new_status: UnitStatus,
})
const subject = 'unit_id' as const

export const unitsGenerated = event({
  name: 'units.generated',
  says: 'Units were given their serial numbers.',
  subject: 'part_id',
  facts: z.object({
    part_id: Id,
    job_id: Id,
    product_id: Id.nullable(),
    routing_id: Id.nullable(),
    unit_ids: z.array(Id),
    count: z.number().int(),
  }),
})
export const unitMoved = event({
  name: 'unit.moved',
  says: 'A unit went on to its next operation, or is done.',
  subject,
  facts: facts.extend({
    product_id: Id.nullable(),
    from_operation_id: Id.nullable().meta({ description: 'Null where it had not begun.' }),
    to_operation_id: Id.nullable().meta({ description: 'Null where it is done.' }),
    visit: z.number().int().nullable().meta({ description: 'Which of its stays at the new operation this is.' }),
    completed: z.boolean(),
    previous_status: UnitStatus,
    new_status: UnitStatus,
  }),
})
export const unitScrapped = event({
  name: 'unit.scrapped',
  says: 'A unit is lost.',
  subject,
  facts: changed.extend({ defect_code_id: Id.nullable() }),
})
export const unitHeld = event({ name: 'unit.held', says: 'A unit was stopped where it stands.', subject, facts: changed })
export const unitResumed = event({ name: 'unit.resumed', says: 'A stopped unit may go on.', subject, facts: changed })
export const unitReworked = event({
  name: 'unit.reworked',
  says: 'A unit was sent back to be worked on again.',
  subject,
  facts: facts.extend({
    from_operation_id: Id,
    to_operation_id: Id,
    visit: z.number().int(),
    defect_code_id: Id.nullable(),
  }),
})
