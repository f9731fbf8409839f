import { z } from 'zod'
import { At, happened_at } from '../../kernel/at.ts'
import { Id } from '../../kernel/id.ts'
import { atLeast } from '../../kernel/role.ts'
import { verb } from '../../kernel/verb.ts'
import { unitResumed } from './events.ts'
import { lock_job_of_unit } from './locked.ts'
import { read_unit, Unit, unit_of, unitNotMovable, unitUnknown } from './unit.ts'

const id = '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11'

export const resume = verb({
  name: 'units.resume',
  does: 'Lets a unit on hold go on from where it stands.',
  kind: 'writes',
  allow: atLeast('operator'),
  input: z.object({ id: Id, at: At }),
  output: Unit,
  refuses: [unitUnknown, unitNotMovable],
  reports: [unitResumed],
  examples: [{ given: { id } }],
  async run(context, { id: unit_id, at }) {
    const when = happened_at(context, at)
    const [, unit] = await Promise.all([lock_job_of_unit(context, unit_id), read_unit(context, unit_id)])
    if (unit.status !== 'held')
      throw unitNotMovable.because(`Unit ${unit.serial_number} is ${unit.status}, not on hold.`, { status: unit.status })
    const changes = { status: 'open' as const, held_at: null, updated_at: context.now }
    context.change('units', unit_id, changes)
    const { job_id, part_id, operation_id } = unit
    context.report(
      unitResumed,
      { unit_id, job_id, part_id, operation_id, previous_status: 'held', new_status: 'open' },
      { occurred_at: when },
    )
    return unit_of({ ...unit, ...changes })
  },
})
