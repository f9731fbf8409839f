import type { Context } from '../../kernel/context.ts'
import type { OperationRow } from '../operations/operation.ts'
import { worker } from '../operations/work.ts'
import { record_quality_event } from '../quality/quality-events/quality-event.ts'
import { bring_to_work } from './bring-to-work.ts'
import { unitMoved } from './events.ts'
import { next_operation, operation_on, type PartFloor } from './floor.ts'
import { leave, type Walker } from './leave.ts'
import { gateNeedsDecision, type PlainUnit } from './unit.ts'
import { new_visit, stays_at, type UnitVisit } from './visit.ts'

interface Passing {
  readonly result: 'passed' | 'skipped'
  /** Somebody has looked, where a gate asks for it. */
  readonly decided?: boolean
  readonly notes?: string | null
}

export interface PassedOn {
  readonly floor: PartFloor
  readonly units: readonly PlainUnit[]
  readonly to: OperationRow | undefined
}

/** Takes units that stand at one place on to the next operation, or they are done. Call `settle` afterwards. */
export function pass_on(
  context: Context,
  floor: PartFloor,
  from: OperationRow | undefined,
  walkers: readonly Walker[],
  passing: Passing,
  at: string,
): PassedOn {
  const left = from ? leave_by_gate(context, floor, from, walkers, passing, at) : floor
  const to = next_operation(left, from)
  const entered = to ? enter(context, left, to, walkers, at) : { floor: left, units: complete(context, walkers, at), visits: [] }
  entered.units.forEach((unit, which) => {
    const facts = { unit_id: unit.id, job_id: unit.job_id, part_id: unit.part_id, product_id: unit.product_id }
    context.report(
      unitMoved,
      {
        ...facts,
        from_operation_id: from?.id ?? null,
        to_operation_id: to?.id ?? null,
        visit: entered.visits[which]?.visit ?? null,
        completed: to === undefined,
        previous_status: 'open',
        new_status: unit.status,
      },
      { occurred_at: at },
    )
  })
  return { floor: entered.floor, units: entered.units, to: operation_on(entered.floor, to?.id ?? null) }
}

function leave_by_gate(
  context: Context,
  floor: PartFloor,
  from: OperationRow,
  walkers: readonly Walker[],
  { result, decided = false, notes = null }: Passing,
  at: string,
): PartFloor {
  if (from.is_gate && result === 'passed') {
    if (floor.part.gate_policy === 'refuse' && !decided)
      throw gateNeedsDecision.because(`${from.name} is a gate: say that the unit passes, fails, is reworked or scrapped.`, {
        operation_id: from.id,
        unit_ids: walkers.map(({ unit }) => unit.id),
      })
    for (const { unit } of walkers) {
      const where = { unit_id: unit.id, job_id: unit.job_id, operation_id: from.id, workstation_id: from.workstation_id }
      record_quality_event(context, { ...where, kind: 'inspection', result: 'pass', person_id: worker(context, undefined), notes, at })
    }
  }
  return leave(context, floor, from, walkers, { result, notes }, at)
}

interface Entered {
  readonly floor: PartFloor
  readonly units: readonly PlainUnit[]
  readonly visits: readonly UnitVisit[]
}

/** Begins their stays at an operation, and work on it where nobody had. */
export function enter(context: Context, floor: PartFloor, to: OperationRow, walkers: readonly Walker[], at: string): Entered {
  const at_work = bring_to_work(context, floor, to, at)
  const visits = walkers.map(({ unit, visits: before }) =>
    new_visit({ unit_id: unit.id, operation: to, visit: stays_at(before, to.id) + 1 }, latest(at, before)),
  )
  const ids = walkers.map(({ unit }) => unit.id)
  context.write`update units set operation_id = ${to.id}, updated_at = ${context.now} where id = any(${ids}::uuid[])`
  context.insert(
    'unit_visits',
    visits.map((visit) => ({ ...visit })),
  )
  const units = walkers.map(({ unit }) => ({ ...unit, operation_id: to.id, updated_at: context.now }))
  return { floor: { ...at_work, occupied: new Set([...at_work.occupied, to.id]) }, units, visits }
}

/** Where many go on together, none arrives before it had come to where it was. */
const latest = (at: string, before: readonly UnitVisit[]): string =>
  [at, ...before.map(({ arrived_at }) => arrived_at)].toSorted().at(-1) ?? at

function complete(context: Context, walkers: readonly Walker[], at: string): PlainUnit[] {
  const ids = walkers.map(({ unit }) => unit.id)
  const done = { status: 'completed' as const, operation_id: null, completed_at: at, updated_at: context.now }
  context.write`update units set status = 'completed', operation_id = null, completed_at = ${at}, updated_at = ${context.now}
    where id = any(${ids}::uuid[])`
  return walkers.map(({ unit }) => ({ ...unit, ...done }))
}
