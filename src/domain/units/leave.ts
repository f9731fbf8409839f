import { happened_at } from '../../kernel/at.ts'
import type { Context } from '../../kernel/context.ts'
import { identifier } from '../../kernel/sql.ts'
import type { OperationRow } from '../operations/operation.ts'
import { worker } from '../operations/work.ts'
import { type PartFloor, with_operation } from './floor.ts'
import { type PlainUnit, unitBeforeArrival } from './unit.ts'
import type { UnitVisit } from './visit.ts'

/** A unit with all its stays so far. */
export interface Walker {
  readonly unit: PlainUnit
  readonly visits: readonly UnitVisit[]
}

interface Leaving {
  readonly result: 'passed' | 'failed' | 'skipped' | 'scrapped'
  readonly defect_code_id?: string | null
  readonly notes?: string | null
}

/** Which figure of an operation counts what came of a stay there. */
const figure_of = { passed: 'good', failed: 'rework', scrapped: 'scrap', skipped: null } as const

/** Ends their stays at an operation, and counts them there. */
export function leave(
  context: Context,
  floor: PartFloor,
  operation: OperationRow,
  walkers: readonly Walker[],
  { result, defect_code_id = null, notes = null }: Leaving,
  at: string,
): PartFloor {
  const stays = walkers.flatMap(({ visits }) => visits.filter(({ departed_at }) => departed_at === null))
  const ids = stays.map(({ id }) => id)
  context.write`update unit_visits set departed_at = greatest(${at}, arrived_at), result = ${result}, person_id = ${worker(context, undefined)},
      defect_code_id = ${defect_code_id}, notes = ${notes}
    where id = any(${ids}::uuid[])`
  const figure = figure_of[result]
  if (figure === null) return floor
  const column = identifier(figure)
  context.write`update operations set ${column} = ${column} + ${walkers.length}, updated_at = ${context.now} where id = ${operation.id}`
  return with_operation(floor, { ...operation, [figure]: operation[figure] + walkers.length })
}

/**
 * When a unit leaves: not before it came. What somebody says is held to that; two who call at the same moment leave one after the other.
 */
export function when_leaving(context: Context, { visits }: Walker, at: string | undefined): string {
  const when = happened_at(context, at)
  const stay = visits.find(({ departed_at }) => departed_at === null)
  if (!stay || when >= stay.arrived_at) return when
  if (at === undefined) return stay.arrived_at
  throw unitBeforeArrival.because(`The unit arrived at ${stay.arrived_at}; it cannot leave at ${at}.`, { arrived_at: stay.arrived_at })
}
