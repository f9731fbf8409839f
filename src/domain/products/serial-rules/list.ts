import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { Paging, page_of } from '../../../kernel/page.ts'
import { atLeast } from '../../../kernel/role.ts'
import { sql } from '../../../kernel/sql.ts'
import { verb } from '../../../kernel/verb.ts'
import { Walk, walk } from '../../../kernel/walk.ts'
import { SerialRule, type SerialRuleRow, serial_rule_columns, serial_rule_of } from './serial-rule.ts'

export const list = verb({
  name: 'serial_rules.list',
  does: 'Lists how the units of products are numbered, newest first.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: Paging.extend({ ...Walk, product_id: Id.optional() }),
  output: page_of(SerialRule).extend({ total: z.number().int().optional() }),
  refuses: [],
  reports: [],
  examples: [{ given: { product_id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, input) {
    const filters = [
      sql`exists (select from products p where p.id = serial_rules.product_id and p.deleted_at is null)`,
      ...(input.product_id === undefined ? [] : [sql`product_id = ${input.product_id}`]),
    ]
    const what = { table: 'serial_rules', columns: serial_rule_columns, filters, counted: null }
    const { rows, ...page } = await walk<SerialRuleRow>(context, input, what)
    return { data: rows.map(serial_rule_of), ...page }
  },
})
