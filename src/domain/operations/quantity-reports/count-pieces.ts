import type { Context } from '../../../kernel/context.ts'
import { new_id } from '../../../kernel/id.ts'
import { json } from '../../../kernel/sql.ts'
import { quantityReported } from './events.ts'
import { alreadyReversed, type Figures, figures, type QuantityReport, quantityReportExternalTaken } from './quantity-report.ts'

export interface Count extends Figures {
  readonly job_id: string
  readonly part_id: string
  readonly operation_id: string
  /** What was said of a part that its units count: the figures themselves are none then. */
  readonly claimed?: Figures | null
  readonly time_entry_id: string | null
  readonly person_id: string | null
  readonly machine_id: string | null
  readonly reason_id: string | null
  readonly material_lot: string | null
  readonly notes: string | null
  readonly occurred_at: string
  readonly external_source: string | null
  readonly external_id: string | null
}

/** Reports any number of counts, in one insert. Their jobs' rows are locked by the caller. */
export function count_pieces(context: Context, counts: readonly Count[]): QuantityReport[] {
  const reports = write_reports(
    context,
    counts.map((count) => ({ ...count, reverses_id: null })),
  )
  reports.forEach((report, at) => {
    const part_id = counts[at]?.part_id ?? ''
    context.report(quantityReported, { ...facts_of(report), part_id }, { occurred_at: report.occurred_at })
  })
  return reports
}

export function write_reports(context: Context, counts: readonly (Count & { readonly reverses_id: string | null })[]): QuantityReport[] {
  const rows = counts.map(({ part_id: _, ...count }) => ({
    id: new_id(),
    ...count,
    claimed: count.claimed ?? null,
    recorded_at: context.now,
    reversed_by_id: null,
    origin: context.origin,
  }))
  context.on_conflict('quantity_reports_external', quantityReportExternalTaken.because())
  context.on_conflict('quantity_reports_reverses', alreadyReversed.because())
  context.insert('quantity_reports', rows)
  add_pieces(context, counts)
  keep_totals(context, counts)
  return rows.map((row) => ({ ...row, number: null }))
}

/** An operation's figures are the sum of its reports: every change of one comes through here. */
function add_pieces(context: Context, counts: readonly Count[]): void {
  const by_operation = Map.groupBy(counts, ({ operation_id }) => operation_id)
  const sums = [...by_operation].map(([id, of_it]) => ({
    id,
    ...Object.fromEntries(figures.map((figure) => [figure, of_it.reduce((all, count) => all + count[figure], 0)])),
  }))
  if (sums.length === 0) return
  context.write`update operations set good = operations.good + given.good, scrap = operations.scrap + given.scrap,
      rework = operations.rework + given.rework, mrb = operations.mrb + given.mrb, updated_at = ${context.now}
    from jsonb_to_recordset(${json(sums)}::jsonb) as given (id uuid, good bigint, scrap bigint, rework bigint, mrb bigint)
    where operations.id = given.id`
}

/** What lists show of all reports: how many count, and their figures. A report and the one that takes it back come to nothing. */
function keep_totals(context: Context, counts: readonly (Figures & { readonly reverses_id: string | null })[]): void {
  for (const count of counts) {
    context.count('quantity_reports', 'counting', count.reverses_id === null ? 1 : -1)
    for (const figure of figures) context.count('quantity_reports', figure, count[figure])
  }
}

/** What events tell of a report, but for the part, which it does not know. */
export function facts_of(report: QuantityReport) {
  const { id, operation_id, job_id, time_entry_id, person_id, machine_id, reason_id, good, scrap, rework, mrb } = report
  return { quantity_report_id: id, operation_id, job_id, time_entry_id, person_id, machine_id, reason_id, good, scrap, rework, mrb }
}
