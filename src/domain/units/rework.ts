import { z } from 'zod'
import { At } from '../../kernel/at.ts'
import { Text } from '../../kernel/fields.ts'
import { Id, reference } from '../../kernel/id.ts'
import { atLeast } from '../../kernel/role.ts'
import { verb } from '../../kernel/verb.ts'
import { jobUnknown } from '../jobs/job.ts'
import { partNotMovable, partUnknown } from '../jobs/parts/part.ts'
import type { OperationRow } from '../operations/operation.ts'
import { worker } from '../operations/work.ts'
import { qualityEventRecorded } from '../quality/quality-events/events.ts'
import { record_quality_event } from '../quality/quality-events/quality-event.ts'
import { moving_refusals, moving_reports } from './declared.ts'
import { unitReworked } from './events.ts'
import { assert_job_goes_on, operation_on, type PartFloor } from './floor.ts'
import { leave, when_leaving } from './leave.ts'
import { locked_unit } from './locked.ts'
import { enter } from './pass-on.ts'
import { take_back_passes } from './take-back-passes.ts'
import { standing_at, Unit, unitAtNoOperation, unitNotMovable, unitNotSentBack, unitUnknown } from './unit.ts'

const id = '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11'

export const rework = verb({
  name: 'units.rework',
  does: 'Sends a unit back to be worked on again: at the operation where it stands, or at an earlier one, from where it goes the whole way again.',
  kind: 'writes',
  allow: atLeast('operator'),
  input: z.object({
    id: Id,
    to_operation_id: Id.optional().meta({
      description: 'That operation, or an earlier one of the part; left out, the one where it stands.',
    }),
    defect_code_id: reference('defect_codes').nullable().optional(),
    notes: Text.nullable().optional(),
    at: At,
  }),
  output: z.object({ unit: Unit, quality_event_id: Id }),
  refuses: [
    ...[unitUnknown, unitNotMovable, unitAtNoOperation, unitNotSentBack, jobUnknown, partUnknown, partNotMovable],
    ...moving_refusals,
  ],
  reports: [unitReworked, qualityEventRecorded, ...moving_reports],
  examples: [{ given: { id, notes: 'Burrs.' } }],
  async run(context, { id: unit_id, to_operation_id, defect_code_id = null, notes = null, at }) {
    const { unit, visits, floor } = await locked_unit(context, unit_id)
    if (unit.status !== 'open')
      throw unitNotMovable.because(`Unit ${unit.serial_number} is ${unit.status}; only an open one is reworked.`, { status: unit.status })
    assert_job_goes_on(floor)
    const from = operation_on(floor, unit.operation_id)
    if (!from) throw unitAtNoOperation.because(`Unit ${unit.serial_number} has not entered its first operation yet.`)
    const to = earlier_operation(floor, from, to_operation_id ?? from.id)
    const walker = { unit, visits }
    const when = when_leaving(context, walker, at)
    const left = leave(context, floor, from, [walker], { result: 'failed', defect_code_id, notes }, when)
    const back = take_back_passes(context, left, { from, to }, visits)
    const { visits: begun } = enter(context, back, operation_on(back, to.id) ?? to, [walker], when)
    context.change('units', unit_id, { reworks: unit.reworks + 1 })
    const { job_id, part_id } = unit
    const quality_event_id = record_quality_event(context, {
      ...{ unit_id, job_id, operation_id: from.id, workstation_id: from.workstation_id },
      ...{ kind: 'rework', result: 'fail', defect_code_id, notes },
      person_id: worker(context, undefined),
      at: when,
    })
    const visit = begun[0]?.visit ?? 1
    const facts = { unit_id, job_id, part_id, from_operation_id: from.id, to_operation_id: to.id, visit, defect_code_id }
    context.report(unitReworked, facts, { occurred_at: when })
    const now = { ...unit, operation_id: to.id, reworks: unit.reworks + 1, updated_at: context.now }
    return { unit: standing_at(now, to), quality_event_id }
  },
})

function earlier_operation(floor: PartFloor, from: OperationRow, to_operation_id: string): OperationRow {
  const to = operation_on(floor, to_operation_id)
  if (!to) throw unitNotSentBack.because('The unit’s part has no such operation.', { operation_id: to_operation_id })
  if (to.sequence > from.sequence) throw unitNotSentBack.because(`${to.name} comes after ${from.name}, where the unit stands.`)
  if (to.status === 'skipped' || to.status === 'cancelled')
    throw unitNotSentBack.because(`Operation ${to.name} is ${to.status}: nothing is made at it.`, { status: to.status })
  return to
}
