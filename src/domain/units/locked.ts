import type { Context } from '../../kernel/context.ts'
import { sql } from '../../kernel/sql.ts'
import { type PartFloor, read_floor } from './floor.ts'
import { read_unit, type UnitRow } from './unit.ts'
import { type UnitVisit, visits_of_unit } from './visit.ts'

export const lock_job_of_unit = (context: Context, unit_id: string): Promise<{ id: string }[]> =>
  context.read<{
    id: string
  }>`select id from jobs where id = (select job_id from units where id = ${unit_id}) and deleted_at is null for no key update`

/** A unit, its stays and the floor it stands on, read after the job's row was locked. */
export async function locked_unit(
  context: Context,
  id: string,
): Promise<{ unit: UnitRow; visits: readonly UnitVisit[]; floor: PartFloor }> {
  const [, unit, visits, floor] = await Promise.all([
    lock_job_of_unit(context, id),
    read_unit(context, id),
    visits_of_unit(context, id),
    read_floor(context, sql`(select u.part_id from units u where u.id = ${id})`, sql`units.id = ${id}`),
  ])
  return { unit, visits, floor }
}
