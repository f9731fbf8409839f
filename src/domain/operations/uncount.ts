import type { Context, CountedList } from '../../kernel/context.ts'
import type { Sql } from '../../kernel/sql.ts'

/** What goes with a job or a part leaves the totals of the lists, too. `below` says which operations: read before they are deleted. */
export async function uncount_operations(context: Context, below: Sql): Promise<void> {
  const going = await context.read<{ list: CountedList; status: string; n: number }>`
    with going as (select id, status from operations where ${below} and deleted_at is null),
      reports as (select r.* from quantity_reports r where r.operation_id in (select id from going))
    select 'operations' as list, status, count(*) as n from going group by status
    union all select 'time_entries', 'live', count(*) from time_entries t where t.operation_id in (select id from going) and t.deleted_at is null
    union all select 'quantity_reports', 'counting', count(*) from reports where reverses_id is null and reversed_by_id is null
    union all select 'quantity_reports', 'good', coalesce(sum(good), 0)::bigint from reports
    union all select 'quantity_reports', 'scrap', coalesce(sum(scrap), 0)::bigint from reports
    union all select 'quantity_reports', 'rework', coalesce(sum(rework), 0)::bigint from reports
    union all select 'quantity_reports', 'mrb', coalesce(sum(mrb), 0)::bigint from reports`
  for (const { list, status, n } of going) context.count(list, status, -n)
}
