import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { Reason } from '../../floor/reasons/reason.ts'
import { OperationNamed, operations_named, PersonNamed, people_named } from '../told-along.ts'
import { QuantityReport } from './quantity-report.ts'

export const QuantityReportExpand = z
  .array(z.enum(['operation', 'person', 'reason']))
  .default([])
  .meta({ description: 'What to answer along with the report.' })

const ReasonNamed = Reason.pick({ id: true, kind: true, code: true, description: true, category: true })
type ReasonNamed = z.output<typeof ReasonNamed>

export const ExpandedQuantityReport = QuantityReport.extend({
  operation: OperationNamed.optional(),
  person: PersonNamed.nullable().optional(),
  reason: ReasonNamed.nullable().optional(),
})
type Expanded = z.input<typeof ExpandedQuantityReport>

/** However many reports there are, three more questions, sent together. */
export async function expanded_reports(
  context: Context,
  reports: readonly QuantityReport[],
  expand: z.output<typeof QuantityReportExpand>,
): Promise<Expanded[]> {
  if (expand.length === 0 || reports.length === 0) return [...reports]
  const [operations, people, reasons] = await Promise.all([
    operations_named(context, expand.includes('operation') ? reports.map(({ operation_id }) => operation_id) : []),
    people_named(context, expand.includes('person') ? reports.map(({ person_id }) => person_id) : []),
    reasons_named(context, expand.includes('reason') ? reports.map(({ reason_id }) => reason_id) : []),
  ])
  return reports.map((report) => {
    const operation = operations.get(report.operation_id)
    return {
      ...report,
      ...(operation && { operation }),
      ...(expand.includes('person') ? { person: people.get(report.person_id) ?? null } : {}),
      ...(expand.includes('reason') ? { reason: reasons.get(report.reason_id) ?? null } : {}),
    }
  })
}

async function reasons_named(context: Context, ids: readonly (string | null)[]): Promise<Map<string | null, ReasonNamed>> {
  const asked = [...new Set(ids.filter((id) => id !== null))]
  const rows = await context.read<ReasonNamed>`select id, kind, code, description, category from reasons where id = any(${asked}::uuid[])`
  return new Map(rows.map((reason) => [reason.id, reason]))
}
