import { z } from 'zod'
import { At, happened_at } from '../../kernel/at.ts'
import { Id } from '../../kernel/id.ts'
import { atLeast } from '../../kernel/role.ts'
import { verb } from '../../kernel/verb.ts'
import { jobUnknown } from '../jobs/job.ts'
import { partNotMovable, partUnknown } from '../jobs/parts/part.ts'
import { bring_to_work } from './bring-to-work.ts'
import { moving_refusals, starting_reports } from './declared.ts'
import { unitResumed } from './events.ts'
import { assert_job_goes_on, operation_on } from './floor.ts'
import { locked_unit } from './locked.ts'
import { Unit, unit_of, unitNotMovable, unitUnknown } from './unit.ts'

const id = '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11'

export const resume = verb({
  name: 'units.resume',
  does: 'Lets a unit on hold go on from where it stands. An operation that was completed meanwhile has work again.',
  kind: 'writes',
  allow: atLeast('operator'),
  input: z.object({ id: Id, at: At }),
  output: Unit,
  refuses: [unitUnknown, unitNotMovable, jobUnknown, partUnknown, partNotMovable, ...moving_refusals],
  reports: [unitResumed, ...starting_reports],
  examples: [{ given: { id } }],
  async run(context, { id: unit_id, at }) {
    const when = happened_at(context, at)
    const { unit, floor } = await locked_unit(context, unit_id)
    if (unit.status !== 'held')
      throw unitNotMovable.because(`Unit ${unit.serial_number} is ${unit.status}, not on hold.`, { status: unit.status })
    assert_job_goes_on(floor)
    const changes = { status: 'open' as const, held_at: null, updated_at: context.now }
    context.change('units', unit_id, changes)
    const { job_id, part_id, operation_id } = unit
    context.report(
      unitResumed,
      { unit_id, job_id, part_id, operation_id, previous_status: 'held', new_status: 'open' },
      { occurred_at: when },
    )
    const where = operation_on(floor, operation_id)
    if (where?.status === 'completed') bring_to_work(context, floor, where, when)
    return unit_of({ ...unit, ...changes })
  },
})
