import { z } from 'zod'
import { At } from '../../kernel/at.ts'
import { Text } from '../../kernel/fields.ts'
import { Id, reference } from '../../kernel/id.ts'
import { atLeast } from '../../kernel/role.ts'
import { verb } from '../../kernel/verb.ts'
import { jobUnknown } from '../jobs/job.ts'
import { partNotMovable, partUnknown } from '../jobs/parts/part.ts'
import { worker } from '../operations/work.ts'
import { qualityEventRecorded } from '../quality/quality-events/events.ts'
import { record_quality_event } from '../quality/quality-events/quality-event.ts'
import { moving_refusals, settling_reports } from './declared.ts'
import { unitScrapped } from './events.ts'
import { assert_job_goes_on, operation_on } from './floor.ts'
import { leave, when_leaving } from './leave.ts'
import { locked_unit } from './locked.ts'
import { settle } from './settle.ts'
import { Unit, unit_of, unitNotMovable, unitUnknown } from './unit.ts'

const id = '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11'

export const scrap = verb({
  name: 'units.scrap',
  does: 'Gives a unit up where it stands. The operation counts it as scrap; where it was the last one on its way, what waited for it is done.',
  kind: 'writes',
  allow: atLeast('operator'),
  input: z.object({ id: Id, defect_code_id: reference('defect_codes').nullable().optional(), notes: Text.nullable().optional(), at: At }),
  output: z.object({ unit: Unit, quality_event_id: Id.nullable() }),
  refuses: [unitUnknown, unitNotMovable, jobUnknown, partUnknown, partNotMovable, ...moving_refusals],
  reports: [unitScrapped, qualityEventRecorded, ...settling_reports],
  examples: [{ given: { id, notes: 'Dropped.' } }],
  async run(context, { id: unit_id, defect_code_id = null, notes = null, at }) {
    const { unit, visits, floor } = await locked_unit(context, unit_id)
    if (unit.status !== 'open' && unit.status !== 'held')
      throw unitNotMovable.because(`Unit ${unit.serial_number} is ${unit.status}.`, { status: unit.status })
    assert_job_goes_on(floor)
    const when = when_leaving(context, { unit, visits }, at)
    const where = operation_on(floor, unit.operation_id)
    const left = where ? leave(context, floor, where, [{ unit, visits }], { result: 'scrapped', defect_code_id, notes }, when) : floor
    const changes = { status: 'scrapped' as const, held_at: null, scrapped_at: when, updated_at: context.now }
    context.change('units', unit_id, changes)
    const { job_id, part_id } = unit
    const about = { unit_id, job_id, operation_id: where?.id ?? null, workstation_id: where?.workstation_id ?? null }
    const quality_event_id = where
      ? record_quality_event(context, {
          ...about,
          ...{ kind: 'scrap', result: 'fail', defect_code_id, notes },
          person_id: worker(context, undefined),
          at: when,
        })
      : null
    context.report(
      unitScrapped,
      {
        ...{ unit_id, job_id, part_id, operation_id: unit.operation_id, defect_code_id },
        ...{ previous_status: unit.status, new_status: 'scrapped' },
      },
      { occurred_at: when },
    )
    settle(context, left, where, when)
    return { unit: unit_of({ ...unit, ...changes }), quality_event_id }
  },
})
