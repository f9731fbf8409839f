import type { Context } from '../../kernel/context.ts'
import { sql } from '../../kernel/sql.ts'
import { locked_work, type WorkPlace } from '../operations/work.ts'
import { assert_job_goes_on, operation_on, place_on, read_floor } from './floor.ts'
import { pass_on } from './pass-on.ts'
import { type PlainUnit, units_at } from './unit.ts'
import { type UnitVisit, visit_columns } from './visit.ts'

/** An operation, and the units that stand at it; those on hold stay out of it. */
export interface WorkPlaceWithUnits extends WorkPlace {
  readonly units: readonly PlainUnit[]
}

export async function locked_work_with_units(context: Context, operation_id: string): Promise<WorkPlaceWithUnits> {
  const [place, units] = await Promise.all([locked_work(context, operation_id), units_at(context, operation_id)])
  return { ...place, units }
}

/**
 * What is said of an operation as a whole is said of the units that stand at it: they pass, or go past what is left out. Call it before
 * the operation itself is moved; most operations have no units, and then there is nothing to do.
 */
export async function take_units_along(
  context: Context,
  place: WorkPlaceWithUnits,
  result: 'passed' | 'skipped',
  at: string,
): Promise<WorkPlace> {
  const { units, ...itself } = place
  if (units.length === 0) return itself
  const { operation, entries } = itself
  const ids = units.map(({ id }) => id)
  const [floor, visits] = await Promise.all([
    read_floor(context, sql`${operation.part_id}::uuid`, sql`units.id = any(${ids}::uuid[])`),
    context.read<UnitVisit>`select ${visit_columns} from unit_visits where unit_id = any(${ids}::uuid[])`,
  ])
  assert_job_goes_on(floor)
  const by_unit = Map.groupBy(visits, ({ unit_id }) => unit_id)
  const walkers = units.map((unit) => ({ unit, visits: by_unit.get(unit.id) ?? [] }))
  const from = operation_on(floor, operation.id) ?? operation
  const { floor: after } = pass_on(context, floor, from, walkers, { result }, at)
  return { ...place_on(after, operation_on(after, operation.id) ?? operation), entries }
}
