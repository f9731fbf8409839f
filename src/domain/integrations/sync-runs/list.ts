import { z } from 'zod'
import { after, one_more, Paging, page, page_of } from '../../../kernel/page.ts'
import { atLeast } from '../../../kernel/role.ts'
import { type Sql, sql, where } from '../../../kernel/sql.ts'
import { verb } from '../../../kernel/verb.ts'
import { Count, EntityType, SyncRun, sync_run_columns } from './sync-run.ts'

const Sums = z
  .object({ runs: Count, completed: Count, failed_runs: Count, created: Count, updated: Count, unchanged: Count, failed: Count })
  .meta({ description: 'Of all runs that match, not only of this page.' })

export const list = verb({
  name: 'sync_runs.list',
  does: 'Lists sync runs, newest first, and what they came to.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: Paging.extend({ entity_type: EntityType.optional(), source: z.string().max(255).optional() }),
  output: page_of(SyncRun).extend({ sums: Sums }),
  refuses: [],
  reports: [],
  examples: [{ given: { entity_type: 'jobs', limit: 20 } }],
  async run(context, input) {
    const filters: Sql[] = []
    if (input.entity_type !== undefined) filters.push(sql`entity_type = ${input.entity_type}`)
    if (input.source !== undefined) filters.push(sql`source = ${input.source}`)
    const [rows, [sums]] = await Promise.all([
      context.read<SyncRun>`select ${sync_run_columns} from sync_runs
        ${where([...filters, ...after(input, sql`sync_runs.id`)])} order by sync_runs.id desc ${one_more(input)}`,
      context.read<z.output<typeof Sums>>`
        select count(*) as runs, count(*) filter (where status = 'completed') as completed, count(*) filter (where status = 'failed') as failed_runs,
          coalesce(sum(created), 0) as created, coalesce(sum(updated), 0) as updated, coalesce(sum(unchanged), 0) as unchanged,
          coalesce(sum(failed), 0) as failed from sync_runs ${where(filters)}`,
    ])
    const none = { runs: 0, completed: 0, failed_runs: 0, created: 0, updated: 0, unchanged: 0, failed: 0 }
    return { ...page(rows, input), sums: sums ?? none }
  },
})
