import type { Context } from '../../../kernel/context.ts'
import { sql } from '../../../kernel/sql.ts'
import { type OperationRow, read_operation } from '../operation.ts'
import { may_correct } from '../time-entries/whose.ts'
import { facts_of, write_reports } from './count-pieces.ts'
import { quantityReversed } from './events.ts'
import { alreadyReversed, type QuantityReport, quantityNotYours, quantityReportUnknown, read_report } from './quantity-report.ts'

/** A report that may be taken back, and its operation, read after the job's row was locked. */
export async function locked_report(context: Context, id: string): Promise<{ wrong: QuantityReport; operation: OperationRow }> {
  const its_operation = sql`(select r.operation_id from quantity_reports r where r.id = ${id})`
  const [, wrong, operation] = await Promise.all([
    context.read`select id from jobs where id = (select job_id from quantity_reports where id = ${id}) and deleted_at is null for no key update`,
    read_report(context, id),
    read_operation(context, its_operation),
  ])
  if (!may_correct(context, wrong.person_id)) throw quantityNotYours.because()
  if (wrong.reverses_id !== null) throw alreadyReversed.because('This report takes another one back; count again instead.')
  if (wrong.reversed_by_id !== null)
    throw alreadyReversed.because('This report was taken back already.', { reversed_by_id: wrong.reversed_by_id })
  return { wrong, operation }
}

interface Wrong {
  readonly wrong: QuantityReport
  readonly part_id: string
  readonly reason: string
  readonly reason_id: string | null
}

/** Takes a report back by another one with the same figures below zero. */
export function take_back(context: Context, { wrong, part_id, reason, reason_id }: Wrong): QuantityReport {
  const { job_id, operation_id, time_entry_id, person_id, machine_id, material_lot } = wrong
  const [report] = write_reports(context, [
    {
      ...{ job_id, part_id, operation_id, time_entry_id, person_id, machine_id, material_lot },
      ...{ good: -wrong.good, scrap: -wrong.scrap, rework: -wrong.rework, mrb: -wrong.mrb },
      reason_id,
      notes: reason,
      occurred_at: context.now,
      external_source: null,
      external_id: null,
      reverses_id: wrong.id,
    },
  ])
  if (!report) throw quantityReportUnknown.because()
  context.change('quantity_reports', wrong.id, { reversed_by_id: report.id })
  context.report(quantityReversed, { ...facts_of(report), part_id, reverses_id: wrong.id, reason })
  return report
}
