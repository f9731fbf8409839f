import { z } from 'zod'
import { after, one_more, Paging, page, page_of } from '../../kernel/page.ts'
import { atLeast } from '../../kernel/role.ts'
import { type Sql, sql, where } from '../../kernel/sql.ts'
import { verb } from '../../kernel/verb.ts'
import { contains } from '../../kernel/walk.ts'
import { Person, person_columns, Role } from './person.ts'

export const list = verb({
  name: 'people.list',
  does: 'Lists people, newest first.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: Paging.extend({
    role: z.array(Role).optional(),
    is_active: z.boolean().optional(),
    search: z.string().max(255).optional().meta({ description: 'Part of the name, the e-mail address or the employee number.' }),
  }),
  output: page_of(Person),
  refuses: [],
  reports: [],
  examples: [{ given: { role: ['operator'], is_active: true } }],
  async run(context, input) {
    const filters: Sql[] = [sql`deleted_at is null`, ...after(input, sql`id`)]
    if (input.role) filters.push(sql`role = any(${input.role})`)
    if (input.is_active !== undefined) filters.push(sql`is_active = ${input.is_active}`)
    if (input.search !== undefined) {
      const { search } = input
      filters.push(sql`(${contains(sql`name`, search)} or ${contains(sql`email`, search)} or ${contains(sql`employee_number`, search)})`)
    }
    return page(
      await context.read<Person>`select ${person_columns} from people ${where(filters)} order by id desc ${one_more(input)}`,
      input,
    )
  },
})
