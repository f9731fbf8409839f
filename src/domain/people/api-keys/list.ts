import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { after, one_more, Paging, page, page_of } from '../../../kernel/page.ts'
import { atLeast } from '../../../kernel/role.ts'
import { type Sql, sql, where } from '../../../kernel/sql.ts'
import { verb } from '../../../kernel/verb.ts'
import { contains } from '../../../kernel/walk.ts'
import { ApiKey, key_columns, with_last_use } from './key.ts'

export const list = verb({
  name: 'api_keys.list',
  does: 'Lists keys, newest first, never their secrets.',
  kind: 'reads',
  allow: atLeast('admin'),
  input: Paging.extend({
    person_id: Id.optional(),
    is_active: z.boolean().optional(),
    sandbox: z.boolean().optional(),
    search: z.string().max(255).optional().meta({ description: 'Part of the name.' }),
  }),
  output: page_of(ApiKey),
  refuses: [],
  reports: [],
  examples: [{ given: { is_active: true } }],
  async run(context, input) {
    const filters: Sql[] = [sql`deleted_at is null`, ...after(input, sql`id`)]
    if (input.person_id !== undefined) filters.push(sql`person_id = ${input.person_id}`)
    if (input.is_active !== undefined) filters.push(sql`is_active = ${input.is_active}`)
    if (input.sandbox !== undefined) filters.push(sql`(acts_in <> tenant_id) = ${input.sandbox}`)
    if (input.search !== undefined) filters.push(contains(sql`name`, input.search))
    const rows = await context.read<ApiKey>`select ${key_columns} from api_keys ${where(filters)} order by id desc ${one_more(input)}`
    return page(
      rows.map((row) => with_last_use(context, row)),
      input,
    )
  },
})
