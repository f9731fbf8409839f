import { z } from 'zod'
import { Paging, page_of } from '../../../kernel/page.ts'
import { atLeast } from '../../../kernel/role.ts'
import { type Sql, sql } from '../../../kernel/sql.ts'
import { verb } from '../../../kernel/verb.ts'
import { contains, ordered, Walk, walk } from '../../../kernel/walk.ts'
import { DefectCode, DefectSeverity, defect_code_columns } from './defect-code.ts'

export const list = verb({
  name: 'defect_codes.list',
  does: 'Lists defect codes, newest first, by code, or the worst first.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: Paging.extend({
    ...Walk,
    severity: DefectSeverity.optional(),
    is_active: z.boolean().optional(),
    search: z.string().max(255).optional().meta({ description: 'Part of the code or the description.' }),
    sort: z.enum(['code', 'severity']).optional().meta({ description: '`severity` has the worst first, each sorted by code.' }),
  }),
  output: page_of(DefectCode).extend({ total: z.number().int().optional() }),
  refuses: [],
  reports: [],
  examples: [{ given: { severity: 'critical' } }],
  async run(context, input) {
    const filters: Sql[] = [sql`defect_codes.deleted_at is null`]
    if (input.severity !== undefined) filters.push(sql`defect_codes.severity = ${input.severity}`)
    if (input.is_active !== undefined) filters.push(sql`defect_codes.is_active = ${input.is_active}`)
    if (input.search !== undefined) {
      const [code, description] = [contains(sql`defect_codes.code`, input.search), contains(sql`defect_codes.description`, input.search)]
      filters.push(sql`(${code} or ${description})`)
    }
    const { rows: data, ...page } = await walk<DefectCode>(context, input, {
      table: 'defect_codes',
      columns: defect_code_columns,
      filters,
      ...(input.sort ? { order: ordered(orders[input.sort], 'asc', 'defect_codes') } : {}),
      counted: null,
    })
    return { data, ...page }
  },
})

const orders = {
  code: sql`defect_codes.code`,
  severity: sql`(array_position(array['critical', 'major', 'minor'], defect_codes.severity) || defect_codes.code)`,
}
