import { z } from 'zod'
import { changes_between } from '../../kernel/changes.ts'
import type { Context } from '../../kernel/context.ts'
import { Id } from '../../kernel/id.ts'
import { way } from '../../kernel/path.ts'
import { atLeast } from '../../kernel/role.ts'
import { verb } from '../../kernel/verb.ts'
import { workstationCreated } from '../floor/workstations/events.ts'
import { named_workstations } from '../floor/workstations/workstation.ts'
import { jobCompleted } from '../jobs/events.ts'
import { partCompleted } from '../jobs/parts/events.ts'
import { partNotMovable } from '../jobs/parts/part.ts'
import { qualityEventRecorded } from '../quality/quality-events/events.ts'
import { unitMoved } from '../units/events.ts'
import { locked_work_with_units, take_units_along, type WorkPlaceWithUnits } from '../units/take-along.ts'
import { gateNeedsDecision } from '../units/unit.ts'
import {
  operationCancelled,
  operationCompleted,
  operationPaused,
  operationReopened,
  operationResumed,
  operationSkipped,
  operationStarted,
  operationUpdated,
} from './events.ts'
import { OperationGiven } from './lay-out.ts'
import { leave_out } from './leave-out.ts'
import {
  type OperationRow,
  OperationStatus,
  operation_moves,
  operation_of,
  operationNotMovable,
  operationSequenceTaken,
  operationStale,
  read_operation,
} from './operation.ts'
import { timeEntryEnded } from './time-entries/events.ts'
import { entries_of_operation } from './time-entries/time-entry.ts'
import { complete_work, pause_work, start_refusals, start_reports, start_work, WorkedOperation, worker } from './work.ts'

const { status: _, sequence, name, ...others } = OperationGiven.shape

export const update = verb({
  name: 'operations.update',
  does: 'Changes fields of an operation. A new status is reached by the legal moves, with clocks, times, facts and roll-up.',
  kind: 'writes',
  allow: atLeast('supervisor'),
  input: z.object({ id: Id, sequence: sequence.optional(), name: name.optional(), status: OperationStatus.optional(), ...others }),
  output: WorkedOperation,
  refuses: [operationStale, operationSequenceTaken, ...start_refusals, gateNeedsDecision, partNotMovable],
  reports: [
    operationUpdated,
    operationStarted,
    operationResumed,
    operationPaused,
    operationCompleted,
    operationSkipped,
    operationCancelled,
    timeEntryEnded,
    partCompleted,
    jobCompleted,
    workstationCreated,
    ...start_reports,
    ...[unitMoved, qualityEventRecorded, operationReopened],
  ],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', notes: 'Use the new fixture.' } }],
  async run(context, { id, status, workstation_name, ...given }) {
    const [place, named] = await Promise.all([
      locked_work_with_units(context, id),
      named_workstations(context, workstation_name ? [workstation_name] : []),
    ])
    const { operation } = place
    if (context.expected_revision !== null && context.expected_revision !== operation.revision) throw operationStale.because()
    const fields = workstation_name && !given.workstation_id ? { ...given, workstation_id: named.id_of(workstation_name) } : given
    const changes = changes_between(operation, fields)
    context.on_conflict(
      'operations_sequence',
      operationSequenceTaken.because(`Part ${place.part.part_number} has an operation ${given.sequence} already.`),
    )
    named.make()
    if (!changes.none) {
      context.change('operations', id, { ...changes.columns, revision: operation.revision + 1, updated_at: context.now })
      context.report(operationUpdated, { operation_id: id, part_id: operation.part_id, job_id: operation.job_id, changes: changes.told })
    }
    if (status !== undefined && status !== operation.status) await walk_operation(context, place, status)
    const [changed, time_entries] = await Promise.all([read_operation(context, id), entries_of_operation(context, id)])
    return { ...operation_of(changed), time_entries }
  },
})

/** Each step as its own verb would take it. Only where the way ends is somebody's clock started. */
async function walk_operation(context: Context, place: WorkPlaceWithUnits, to: OperationRow['status']): Promise<void> {
  const { operation } = place
  const steps = way(operation_moves, operation.status, to)
  if (!steps) {
    throw operationNotMovable.because(`Operation ${operation.name} is ${operation.status}; no way leads from there to ${to}.`, {
      operation_id: operation.id,
      status: operation.status,
      wanted: to,
      possible: operation_moves[operation.status],
    })
  }
  const at = context.now
  const [first, second] = steps
  if (first === 'running') {
    const who = { person_id: worker(context, undefined), machine_id: null, kind: 'run' as const, without_clock: second !== undefined }
    const { operation: running } = await start_work(context, place, who, at)
    if (second === undefined) return
    const now_running = { ...operation, status: running.status, started_at: running.started_at }
    const after = {
      ...place,
      operation: now_running,
      part: { ...place.part, status: 'running' as const },
      job: { ...place.job, status: 'running' as const },
    }
    await step_on(context, after, second, at)
    return
  }
  if (first) await step_on(context, place, first, at)
}

async function step_on(context: Context, place: WorkPlaceWithUnits, to: OperationRow['status'], at: string): Promise<void> {
  if (to === 'held') pause_work(context, place, at)
  else if (to === 'completed') complete_work(context, await take_units_along(context, place, 'passed', at), at)
  else if (to === 'skipped' || to === 'cancelled') leave_out(context, await take_units_along(context, place, 'skipped', at), to, at)
}
