import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { refusal } from '../../../kernel/errors.ts'
import { Pieces, Text } from '../../../kernel/fields.ts'
import { Id } from '../../../kernel/id.ts'
import { sql } from '../../../kernel/sql.ts'
import { Moment } from '../../../kernel/time.ts'
import { Operation } from '../operation.ts'
import { Warnings } from '../sequence.ts'

const Figure = z.number().int().meta({ description: 'Pieces; below zero in a report that takes another back.' })

export const QuantityReport = z
  .object({
    id: Id,
    number: z.number().int().nullable().meta({ description: 'A whole number of its own; null in the answer that made it.' }),
    job_id: Id,
    operation_id: Id,
    time_entry_id: Id.nullable(),
    person_id: Id.nullable(),
    machine_id: Id.nullable(),
    good: Figure,
    scrap: Figure,
    rework: Figure,
    mrb: Figure,
    claimed: z
      .object({ good: Pieces, scrap: Pieces, rework: Pieces, mrb: Pieces })
      .nullable()
      .meta({ description: 'What was said where units count the pieces themselves: it is kept, and adds nothing.' }),
    reason_id: Id.nullable(),
    material_lot: z.string().nullable().meta({ description: 'Heat or lot number of what was worked on.' }),
    notes: Text.nullable(),
    occurred_at: Moment,
    recorded_at: Moment,
    reverses_id: Id.nullable().meta({ description: 'The report that this one takes back.' }),
    reversed_by_id: Id.nullable().meta({ description: 'The report that took this one back.' }),
    origin: z.string(),
    external_source: z.string().nullable(),
    external_id: z.string().nullable(),
  })
  .meta({ id: 'QuantityReport', description: 'Pieces counted at an operation. Never changed; a wrong one is taken back by another.' })
export type QuantityReport = z.output<typeof QuantityReport>

/** A report, and where the operation stands with it. */
export const Counted = QuantityReport.extend({
  operation: Operation.pick({ id: true, status: true, good: true, scrap: true, rework: true, mrb: true, available: true, short_by: true }),
  warnings: Warnings,
})

export const figures = ['good', 'scrap', 'rework', 'mrb'] as const
export const no_figures = { good: 0, scrap: 0, rework: 0, mrb: 0 }
export type Figures = Readonly<Record<(typeof figures)[number], number>>

export const quantity_report_columns = sql`quantity_reports.id, quantity_reports.number, quantity_reports.job_id, quantity_reports.operation_id,
  quantity_reports.time_entry_id, quantity_reports.person_id, quantity_reports.machine_id, quantity_reports.good, quantity_reports.scrap,
  quantity_reports.rework, quantity_reports.mrb, quantity_reports.claimed, quantity_reports.reason_id, quantity_reports.material_lot, quantity_reports.notes,
  quantity_reports.occurred_at, quantity_reports.recorded_at, quantity_reports.reverses_id, quantity_reports.reversed_by_id,
  quantity_reports.origin, quantity_reports.external_source, quantity_reports.external_id`

/** Counts go with the operation at which they were made, when its job is removed. */
/** Not `exists`: a plan is kept for every company, and as a join it may begin at all operations of one. */
export const report_is_live = sql`(select o.deleted_at is null from operations o where o.id = quantity_reports.operation_id)`

/** A report that was taken back, and the one that took it back, come to nothing together. */
export const Counts = z
  .boolean()
  .optional()
  .meta({ description: 'Only those that count, or only those that were taken back or take one back.' })
export const it_counts = ({ reverses_id, reversed_by_id }: QuantityReport): boolean => reverses_id === null && reversed_by_id === null

export const quantityReportUnknown = refusal('not_found', 'quantity_report_unknown', 'There is no such quantity report.')
export const quantityReportExternalTaken = refusal(
  'conflict',
  'quantity_report_external_taken',
  'Another quantity report has that external id.',
)
export const moreThanAvailable = refusal('conflict', 'more_than_available', 'More pieces than the step before has handed on.')
export const operationLeftOut = refusal('conflict', 'operation_left_out', 'The operation was skipped or cancelled: nothing is made at it.')
export const alreadyReversed = refusal('conflict', 'already_reversed', 'This report was taken back already, or takes one back itself.')
export const quantityNotYours = refusal('forbidden', 'quantity_not_yours', 'Somebody else counted that. A supervisor may take it back.')

export async function read_report(context: Context, id: string): Promise<QuantityReport> {
  const [report] = await context.read<QuantityReport>`
    select ${quantity_report_columns} from quantity_reports where quantity_reports.id = ${id} and ${report_is_live}`
  if (!report) throw quantityReportUnknown.because(`There is no quantity report ${id}.`)
  return report
}
