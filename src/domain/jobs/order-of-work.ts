import type { Context } from '../../kernel/context.ts'
import { decode } from '../../kernel/page.ts'
import { type Sql, sql } from '../../kernel/sql.ts'
import type { Order } from '../../kernel/walk.ts'
import { date_at } from '../../kernel/zone.ts'

const key = sql`jobs.rank, jobs.due_key, jobs.id`

/** The order of work: the highest priority first, then the earliest date agreed, then the oldest. */
export function by_rank(order: 'asc' | 'desc'): Order {
  const by = order === 'asc' ? key : sql`jobs.rank desc, jobs.due_key desc, jobs.id desc`
  return {
    inner: by,
    outer: by,
    after: (cursor) => {
      const last = sql`(select ${key} from jobs where jobs.id = ${decode(cursor)})`
      return order === 'asc' ? sql`(${key}) > ${last}` : sql`(${key}) < ${last}`
    },
  }
}

/** A date is over with its day where the shop is, a moment at once. */
export function is_late(context: Context): Sql {
  const today = date_at(context.now, context.policies.time_zone)
  return sql`jobs.due_key < ${context.now} and (length(jobs.due_key) > 10 or jobs.due_key < ${today})
    and jobs.status in ('draft', 'released', 'running', 'held')`
}
