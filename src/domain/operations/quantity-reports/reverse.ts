import { z } from 'zod'
import { Text } from '../../../kernel/fields.ts'
import { Id, reference } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { sql } from '../../../kernel/sql.ts'
import { verb } from '../../../kernel/verb.ts'
import { operationUnknown, read_operation } from '../operation.ts'
import { may_correct } from '../time-entries/whose.ts'
import { facts_of, write_reports } from './count-pieces.ts'
import { quantityReversed } from './events.ts'
import { alreadyReversed, Counted, quantityNotYours, quantityReportUnknown, read_report } from './quantity-report.ts'
import { reason_given } from './reason-given.ts'

export const reverse = verb({
  name: 'quantity_reports.reverse',
  does: 'Takes a wrong report back by another one with the same figures below zero. Then count again what is right.',
  kind: 'writes',
  allow: atLeast('operator'),
  input: z.object({
    id: Id,
    reason: Text.trim().min(1).meta({ description: 'Why it was wrong.' }),
    reason_id: reference('reasons').nullable().optional().meta({ description: 'A reason for corrections.' }),
  }),
  output: Counted,
  refuses: [quantityReportUnknown, operationUnknown, alreadyReversed, quantityNotYours],
  reports: [quantityReversed],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', reason: 'Counted twice.' } }],
  async run(context, { id, reason, ...given }) {
    const its_operation = sql`(select r.operation_id from quantity_reports r where r.id = ${id})`
    const [, wrong, [operation], reason_id] = await Promise.all([
      context.read`select id from jobs where id = (select job_id from quantity_reports where id = ${id}) and deleted_at is null for no key update`,
      read_report(context, id),
      context.read<{ id: string; part_id: string }>`select id, part_id from operations where id = ${its_operation}`,
      reason_given(context, given, ['correction']),
    ])
    if (!operation) throw operationUnknown.because()
    if (!may_correct(context, wrong.person_id)) throw quantityNotYours.because()
    if (wrong.reverses_id !== null) throw alreadyReversed.because('This report takes another one back; count again instead.')
    if (wrong.reversed_by_id !== null)
      throw alreadyReversed.because('This report was taken back already.', { reversed_by_id: wrong.reversed_by_id })
    context.settle()

    const { job_id, operation_id, time_entry_id, person_id, machine_id, material_lot } = wrong
    const [report] = write_reports(context, [
      {
        ...{ job_id, operation_id, time_entry_id, person_id, machine_id, material_lot },
        part_id: operation.part_id,
        good: -wrong.good,
        scrap: -wrong.scrap,
        rework: -wrong.rework,
        mrb: -wrong.mrb,
        reason_id,
        notes: reason,
        occurred_at: context.now,
        external_source: null,
        external_id: null,
        reverses_id: id,
      },
    ])
    if (!report) throw quantityReportUnknown.because()
    context.change('quantity_reports', id, { reversed_by_id: report.id })
    context.report(quantityReversed, { ...facts_of(report), part_id: operation.part_id, reverses_id: id, reason })
    const { status, good, scrap, rework, mrb, available, short_by } = await read_operation(context, operation_id)
    return { ...report, operation: { id: operation_id, status, good, scrap, rework, mrb, available, short_by }, warnings: [] }
  },
})
