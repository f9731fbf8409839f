import type { Context } from '../../kernel/context.ts'
import { sql } from '../../kernel/sql.ts'
import type { PartRow } from '../jobs/parts/part.ts'
import { read_floor } from './floor.ts'
import { settle } from './settle.ts'

/** Where fewer pieces are wanted than before, the units there are may be all of them. Null where that completes nothing. */
export async function settle_units(context: Context, part: PartRow, at: string): Promise<PartRow | null> {
  const floor = await read_floor(context, sql`${part.id}::uuid`, sql`false`)
  const over = ['closed', 'cancelled'].includes(floor.job.status) || part.status === 'cancelled'
  if (floor.units_made === 0 || over) return null
  const settled = settle(context, floor, undefined, at)
  return settled.part.status === floor.part.status ? null : settled.part
}
