import { z } from 'zod'
import { At } from '../../kernel/at.ts'
import { Text } from '../../kernel/fields.ts'
import { Id } from '../../kernel/id.ts'
import { atLeast } from '../../kernel/role.ts'
import { verb } from '../../kernel/verb.ts'
import { jobUnknown } from '../jobs/job.ts'
import { partNotMovable, partUnknown } from '../jobs/parts/part.ts'
import { operationParked } from '../operations/operation.ts'
import { qualityEventRecorded } from '../quality/quality-events/events.ts'
import { moving_refusals, moving_reports } from './declared.ts'
import { unitMoved } from './events.ts'
import { assert_job_goes_on, operation_on } from './floor.ts'
import { when_leaving } from './leave.ts'
import { locked_unit } from './locked.ts'
import { pass_on } from './pass-on.ts'
import { settle } from './settle.ts'
import { gateNeedsDecision, standing_at, Unit, unitElsewhere, unitHasNoOperations, unitNotMovable, unitUnknown } from './unit.ts'

const id = '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11'

export const move = verb({
  name: 'units.move',
  does: 'Passes a unit at the operation where it stands and takes it to the next one; after the last, it is done. The first move enters the first operation.',
  kind: 'writes',
  allow: atLeast('operator'),
  input: z.object({
    id: Id,
    from_operation_id: Id.nullable()
      .optional()
      .meta({ description: 'Only if it still stands there; null for one that has not begun. Two who move it at once then move it once.' }),
    decision: z
      .enum(['pass'])
      .optional()
      .meta({ description: 'At a gate: somebody has looked, and it passes. Asked for where the part’s gates refuse to guess.' }),
    notes: Text.nullable().optional(),
    at: At,
  }),
  output: z.object({ unit: Unit, completed: z.boolean(), from_operation_id: Id.nullable(), to_operation_id: Id.nullable() }),
  refuses: [
    ...[unitUnknown, unitNotMovable, unitElsewhere, unitHasNoOperations, gateNeedsDecision, jobUnknown, partUnknown, partNotMovable],
    ...moving_refusals,
  ],
  reports: [unitMoved, qualityEventRecorded, ...moving_reports],
  examples: [{ given: { id } }],
  async run(context, { id: unit_id, from_operation_id, decision, notes, at }) {
    const { unit, visits, floor } = await locked_unit(context, unit_id)
    if (from_operation_id !== undefined && from_operation_id !== unit.operation_id)
      throw unitElsewhere.because(`Unit ${unit.serial_number} does not stand there any more.`, { operation_id: unit.operation_id })
    assert_job_goes_on(floor)
    if (unit.status !== 'open')
      throw unitNotMovable.because(`Unit ${unit.serial_number} is ${unit.status}; only an open one goes on.`, { status: unit.status })
    if (floor.operations.length === 0)
      throw unitHasNoOperations.because(`Part ${floor.part.part_number} has no operations to make unit ${unit.serial_number} by.`)
    const walker = { unit, visits }
    const when = when_leaving(context, walker, at)
    const from = operation_on(floor, unit.operation_id)
    if (from?.parked_from)
      throw operationParked.because(`An issue stops the work at ${from.name}, where the unit stands. Resolve it first.`)
    const left_out = from?.status === 'skipped' || from?.status === 'cancelled'
    const passing = { result: left_out ? 'skipped' : 'passed', decided: decision === 'pass', notes: notes ?? null } as const
    const { floor: after, units, to } = pass_on(context, floor, from, [walker], passing, when)
    settle(context, after, from, when)
    return {
      unit: standing_at({ ...unit, ...units[0] }, to),
      completed: to === undefined,
      from_operation_id: unit.operation_id,
      to_operation_id: to?.id ?? null,
    }
  },
})
