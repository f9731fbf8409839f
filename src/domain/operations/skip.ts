import { z } from 'zod'
import { At, happened_at } from '../../kernel/at.ts'
import { Id } from '../../kernel/id.ts'
import { atLeast } from '../../kernel/role.ts'
import { verb } from '../../kernel/verb.ts'
import { jobCompleted, jobStarted } from '../jobs/events.ts'
import { jobNotMovable } from '../jobs/job.ts'
import { partCompleted, partStarted } from '../jobs/parts/events.ts'
import { along_refusals, along_reports } from '../units/declared.ts'
import { locked_work_with_units, take_units_along } from '../units/take-along.ts'
import { operationSkipped } from './events.ts'
import { leave_out } from './leave-out.ts'
import { jobOnHold, Operation, operation_of, operationNotMovable, operationUnknown } from './operation.ts'

export const skip = verb({
  name: 'operations.skip',
  does: 'Leaves an operation out; where it was the last one open, its part is done.',
  kind: 'writes',
  allow: atLeast('supervisor'),
  input: z.object({ id: Id, at: At }),
  output: Operation,
  refuses: [operationUnknown, operationNotMovable, jobNotMovable, jobOnHold, ...along_refusals],
  reports: [operationSkipped, partStarted, partCompleted, jobStarted, jobCompleted, ...along_reports],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id, at }) {
    const when = happened_at(context, at)
    const place = await locked_work_with_units(context, id)
    return operation_of(leave_out(context, await take_units_along(context, place, 'skipped', when), 'skipped', when))
  },
})
