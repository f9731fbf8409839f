import type { Context } from '../../../kernel/context.ts'
import { year_at } from '../../../kernel/zone.ts'

/** The next number of the year, by the company's calendar. It waits for whoever draws one at the same time: draw it last. */
export async function draw_ncr_number(context: Context): Promise<string> {
  const year = year_at(context.now, context.policies.time_zone)
  const [drawn] = await context.read<{ last: number }>`
    insert into ncr_counters (year, last) values (${year}, 1)
    on conflict (tenant_id, year) do update set last = ncr_counters.last + 1 returning last`
  return `NCR-${year}-${String(drawn?.last ?? 0).padStart(4, '0')}`
}

const of_our_form = /^NCR-(\d{4})-(\d{4,9})$/

/** A number that somebody gives and that could be drawn one day is drawn with all before it: the series goes on behind it. */
export function pass_over(context: Context, ncr_number: string): void {
  const [, year, last] = of_our_form.exec(ncr_number) ?? []
  if (year === undefined) return
  context.write`insert into ncr_counters (year, last) values (${Number(year)}, ${Number(last)})
    on conflict (tenant_id, year) do update set last = greatest(ncr_counters.last, excluded.last)`
}
