import { z } from 'zod'
import { At, happened_at } from '../../kernel/at.ts'
import { Text } from '../../kernel/fields.ts'
import { Id, reference } from '../../kernel/id.ts'
import { atLeast } from '../../kernel/role.ts'
import { verb } from '../../kernel/verb.ts'
import { worker } from '../operations/work.ts'
import { qualityEventRecorded } from '../quality/quality-events/events.ts'
import { record_quality_event } from '../quality/quality-events/quality-event.ts'
import { lock_job_of_unit } from './locked.ts'
import { read_unit, Unit, unit_of, unitNotAtGate, unitNotMovable, unitUnknown } from './unit.ts'

const id = '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11'

export const fail = verb({
  name: 'units.fail',
  does: 'Says that a unit did not pass the gate at which it stands. It stays there, to be passed later, reworked or scrapped.',
  kind: 'writes',
  allow: atLeast('operator'),
  input: z.object({ id: Id, defect_code_id: reference('defect_codes').nullable().optional(), notes: Text.nullable().optional(), at: At }),
  output: z.object({ unit: Unit, quality_event_id: Id }),
  refuses: [unitUnknown, unitNotMovable, unitNotAtGate],
  reports: [qualityEventRecorded],
  examples: [{ given: { id, notes: 'Too short.' } }],
  async run(context, { id: unit_id, defect_code_id = null, notes = null, at }) {
    const when = happened_at(context, at)
    const [, unit] = await Promise.all([lock_job_of_unit(context, unit_id), read_unit(context, unit_id)])
    if (unit.status !== 'open' && unit.status !== 'held')
      throw unitNotMovable.because(`Unit ${unit.serial_number} is ${unit.status}.`, { status: unit.status })
    if (!unit.operation_is_gate)
      throw unitNotAtGate.because(`Unit ${unit.serial_number} does not stand at a gate.`, { operation_id: unit.operation_id })
    const where = { unit_id, job_id: unit.job_id, operation_id: unit.operation_id, workstation_id: unit.operation_workstation_id }
    const quality_event_id = record_quality_event(context, {
      ...where,
      ...{ kind: 'inspection', result: 'fail', defect_code_id, notes },
      person_id: worker(context, undefined),
      at: when,
    })
    return { unit: unit_of(unit), quality_event_id }
  },
})
