import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { Paging, page_of } from '../../../kernel/page.ts'
import { atLeast } from '../../../kernel/role.ts'
import { type Sql, sql } from '../../../kernel/sql.ts'
import { MomentGiven } from '../../../kernel/time.ts'
import { verb } from '../../../kernel/verb.ts'
import { Walk, walk } from '../../../kernel/walk.ts'
import { QualityResult } from '../quality-events/words.ts'
import { TestResult, test_result_columns, test_result_tables } from './test-result.ts'

export const list = verb({
  name: 'test_results.list',
  does: 'Lists measured values, newest first.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: Paging.extend({
    ...Walk,
    test_definition_id: Id.optional(),
    unit_id: Id.optional(),
    result: QualityResult.optional(),
    from: MomentGiven.optional().meta({ description: 'Only what was measured since.' }),
    to: MomentGiven.optional().meta({ description: 'Only what was measured before.' }),
  }),
  output: page_of(TestResult).extend({ total: z.number().int().optional() }),
  refuses: [],
  reports: [],
  examples: [{ given: { unit_id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, input) {
    const filters: Sql[] = []
    if (input.test_definition_id !== undefined) filters.push(sql`test_results.test_definition_id = ${input.test_definition_id}`)
    if (input.unit_id !== undefined) filters.push(sql`test_results.unit_id = ${input.unit_id}`)
    if (input.result !== undefined) filters.push(sql`test_results.result = ${input.result}`)
    if (input.from !== undefined) filters.push(sql`test_results.occurred_at >= ${input.from}`)
    if (input.to !== undefined) filters.push(sql`test_results.occurred_at < ${input.to}`)
    const { rows: data, ...page } = await walk<TestResult>(context, input, {
      table: 'test_results',
      columns: test_result_columns,
      from: test_result_tables,
      filters,
      counted: null,
    })
    return { data, ...page }
  },
})
