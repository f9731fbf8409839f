import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { Paging, page_of } from '../../../kernel/page.ts'
import { atLeast } from '../../../kernel/role.ts'
import { type Sql, sql } from '../../../kernel/sql.ts'
import { verb } from '../../../kernel/verb.ts'
import { Walk, walk } from '../../../kernel/walk.ts'
import { MonitorKind } from '../monitors/monitor.ts'
import { Alert, alert_columns, Severity } from './alert.ts'

export const list = verb({
  name: 'alerts.list',
  does: 'Lists alerts, newest first.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: Paging.extend({
    ...Walk,
    acknowledged: z.boolean().optional().meta({ description: 'Only those that somebody has seen, or only those that stand.' }),
    kind: MonitorKind.optional(),
    severity: Severity.optional(),
    subject_id: Id.optional(),
  }),
  output: page_of(Alert).extend({ total: z.number().int().optional() }),
  refuses: [],
  reports: [],
  examples: [{ given: { acknowledged: false } }],
  async run(context, input) {
    const filters: Sql[] = []
    if (input.acknowledged !== undefined) filters.push(input.acknowledged ? sql`acknowledged_at is not null` : sql`acknowledged_at is null`)
    if (input.kind !== undefined) filters.push(sql`kind = ${input.kind}`)
    if (input.severity !== undefined) filters.push(sql`severity = ${input.severity}`)
    if (input.subject_id !== undefined) filters.push(sql`subject_id = ${input.subject_id}`)
    const { rows: data, ...page } = await walk<Alert>(context, input, { table: 'alerts', columns: alert_columns, filters, counted: null })
    return { data, ...page }
  },
})
