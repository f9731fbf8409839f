import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { Paging, page_of } from '../../../kernel/page.ts'
import { atLeast } from '../../../kernel/role.ts'
import { type Sql, sql } from '../../../kernel/sql.ts'
import { MomentGiven } from '../../../kernel/time.ts'
import { verb } from '../../../kernel/verb.ts'
import { Walk, walk } from '../../../kernel/walk.ts'
import { QualityEvent, quality_event_columns, quality_event_tables } from './quality-event.ts'
import { QualityEventKind, QualityResult } from './words.ts'

const Asked = Paging.extend({
  ...Walk,
  unit_id: Id.optional(),
  job_id: Id.optional(),
  operation_id: Id.optional(),
  workstation_id: Id.optional(),
  defect_code_id: Id.optional(),
  kind: QualityEventKind.optional(),
  result: QualityResult.optional(),
  from: MomentGiven.optional().meta({ description: 'Only what was found since.' }),
  to: MomentGiven.optional().meta({ description: 'Only what was found before.' }),
})

export const list = verb({
  name: 'quality_events.list',
  does: 'Lists what was found of units, newest first.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: Asked,
  output: page_of(QualityEvent).extend({ total: z.number().int().optional() }),
  refuses: [],
  reports: [],
  examples: [{ given: { result: 'fail', kind: 'inspection' } }],
  async run(context, input) {
    const { rows: data, ...page } = await walk<QualityEvent>(context, input, {
      table: 'quality_events',
      columns: quality_event_columns,
      from: quality_event_tables,
      filters: filters_of(input),
      counted: null,
    })
    return { data, ...page }
  },
})

function filters_of(input: z.output<typeof Asked>): Sql[] {
  const filters: Sql[] = []
  if (input.unit_id !== undefined) filters.push(sql`quality_events.unit_id = ${input.unit_id}`)
  if (input.job_id !== undefined) filters.push(sql`quality_events.job_id = ${input.job_id}`)
  if (input.operation_id !== undefined) filters.push(sql`quality_events.operation_id = ${input.operation_id}`)
  if (input.workstation_id !== undefined) filters.push(sql`quality_events.workstation_id = ${input.workstation_id}`)
  if (input.defect_code_id !== undefined) filters.push(sql`quality_events.defect_code_id = ${input.defect_code_id}`)
  if (input.kind !== undefined) filters.push(sql`quality_events.kind = ${input.kind}`)
  if (input.result !== undefined) filters.push(sql`quality_events.result = ${input.result}`)
  if (input.from !== undefined) filters.push(sql`quality_events.occurred_at >= ${input.from}`)
  if (input.to !== undefined) filters.push(sql`quality_events.occurred_at < ${input.to}`)
  return filters
}
