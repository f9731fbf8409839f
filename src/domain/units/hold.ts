import { z } from 'zod'
import { At, happened_at } from '../../kernel/at.ts'
import { Text } from '../../kernel/fields.ts'
import { Id } from '../../kernel/id.ts'
import { atLeast } from '../../kernel/role.ts'
import { verb } from '../../kernel/verb.ts'
import { unitHeld } from './events.ts'
import { lock_job_of_unit } from './locked.ts'
import { read_unit, Unit, unit_of, unitNotMovable, unitUnknown } from './unit.ts'

const id = '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11'

export const hold = verb({
  name: 'units.hold',
  does: 'Stops a unit where it stands: it does not go on until somebody resumes it.',
  kind: 'writes',
  allow: atLeast('operator'),
  input: z.object({ id: Id, notes: Text.nullable().optional().meta({ description: 'Stand on the unit; left out, they stay.' }), at: At }),
  output: Unit,
  refuses: [unitUnknown, unitNotMovable],
  reports: [unitHeld],
  examples: [{ given: { id, notes: 'Waits for the customer.' } }],
  async run(context, { id: unit_id, notes, at }) {
    const when = happened_at(context, at)
    const [, unit] = await Promise.all([lock_job_of_unit(context, unit_id), read_unit(context, unit_id)])
    if (unit.status !== 'open')
      throw unitNotMovable.because(`Unit ${unit.serial_number} is ${unit.status}; only an open one is held.`, { status: unit.status })
    const changes = { status: 'held' as const, held_at: when, notes: notes === undefined ? unit.notes : notes, updated_at: context.now }
    context.change('units', unit_id, changes)
    const { job_id, part_id, operation_id } = unit
    context.report(unitHeld, { unit_id, job_id, part_id, operation_id, previous_status: 'open', new_status: 'held' }, { occurred_at: when })
    return unit_of({ ...unit, ...changes })
  },
})
