import { z } from 'zod'
import { after, one_more, Paging, page, page_of } from '../../../kernel/page.ts'
import { atLeast } from '../../../kernel/role.ts'
import { type Sql, sql, where } from '../../../kernel/sql.ts'
import { verb } from '../../../kernel/verb.ts'
import { contains } from '../../../kernel/walk.ts'
import { Tenant, tenant_columns, visible_tenants } from './tenant.ts'

export const list = verb({
  name: 'tenants.list',
  does: 'Lists companies, newest first: one’s own, or for a system admin all of this server.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: Paging.extend({
    search: z.string().max(255).optional().meta({ description: 'Part of the name or the short name.' }),
  }),
  output: page_of(Tenant),
  refuses: [],
  reports: [],
  examples: [{ given: { search: 'acme' } }],
  async run(context, input) {
    const filters: Sql[] = after(input, sql`id`)
    if (input.search !== undefined) filters.push(sql`(${contains(sql`name`, input.search)} or ${contains(sql`slug`, input.search)})`)
    const from = visible_tenants(context)
    return page(
      await context.read<Tenant>`select ${tenant_columns} from ${from} ${where(filters)} order by id desc ${one_more(input)}`,
      input,
    )
  },
})
