import { z } from 'zod'
import { Paging, page_of } from '../../kernel/page.ts'
import { atLeast } from '../../kernel/role.ts'
import { type Sql, sql } from '../../kernel/sql.ts'
import { verb } from '../../kernel/verb.ts'
import { contains, Walk, walk } from '../../kernel/walk.ts'
import { Person, person_columns, Role } from './person.ts'

export const list = verb({
  name: 'people.list',
  does: 'Lists people, newest first.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: Paging.extend({
    ...Walk,
    role: z.array(Role).optional(),
    is_active: z.boolean().optional(),
    search: z.string().max(255).optional().meta({ description: 'Part of the name, the e-mail address or the employee number.' }),
  }),
  output: page_of(Person).extend({ total: z.number().int().optional() }),
  refuses: [],
  reports: [],
  examples: [{ given: { role: ['operator'], is_active: true } }],
  async run(context, input) {
    const filters: Sql[] = [sql`deleted_at is null`]
    if (input.role) filters.push(sql`role = any(${input.role})`)
    if (input.is_active !== undefined) filters.push(sql`is_active = ${input.is_active}`)
    if (input.search !== undefined) {
      const { search } = input
      filters.push(sql`(${contains(sql`name`, search)} or ${contains(sql`email`, search)} or ${contains(sql`employee_number`, search)})`)
    }
    const { rows, ...rest } = await walk<Person>(context, input, { table: 'people', columns: person_columns, filters, counted: null })
    return { data: rows, ...rest }
  },
})
