import { z } from 'zod'
import { Text } from '../../../kernel/fields.ts'
import { Id, reference } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { operationUnknown, read_operation } from '../operation.ts'
import { quantityReversed } from './events.ts'
import { alreadyReversed, Counted, quantityNotYours, quantityReportUnknown } from './quantity-report.ts'
import { reason_given } from './reason-given.ts'
import { locked_report, take_back } from './take-back.ts'

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
    const [{ wrong, operation }, reason_id] = await Promise.all([locked_report(context, id), reason_given(context, given, ['correction'])])
    context.settle()

    const report = take_back(context, { wrong, part_id: operation.part_id, reason, reason_id })
    const { operation_id } = wrong
    const { status, good, scrap, rework, mrb, available, short_by } = await read_operation(context, operation_id)
    return { ...report, operation: { id: operation_id, status, good, scrap, rework, mrb, available, short_by }, warnings: [] }
  },
})
