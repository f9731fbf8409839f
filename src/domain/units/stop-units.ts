import type { Context } from '../../kernel/context.ts'
import type { Sql } from '../../kernel/sql.ts'
import { unitHeld } from './events.ts'
import type { PlainUnit } from './unit.ts'

/** Where a job or part is over, whatever of it is still on its way stays where it stands. */
export async function hold_units(context: Context, those: Sql, at: string): Promise<void> {
  const units = await context.read<Pick<PlainUnit, 'id' | 'job_id' | 'part_id' | 'operation_id'>>`
    update units set status = 'held', held_at = ${at}, updated_at = ${context.now} where ${those} and status = 'open' and deleted_at is null
    returning id, job_id, part_id, operation_id`
  for (const { id, job_id, part_id, operation_id } of units)
    context.report(
      unitHeld,
      { unit_id: id, job_id, part_id, operation_id, previous_status: 'open', new_status: 'held' },
      { occurred_at: at },
    )
}

/** What is removed takes its units along; their serial numbers are free again. */
export function remove_units(context: Context, those: Sql): void {
  context.write`update units set deleted_at = ${context.now}, updated_at = ${context.now} where ${those} and deleted_at is null`
}
