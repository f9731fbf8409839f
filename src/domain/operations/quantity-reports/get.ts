import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { QuantityReport, quantityReportUnknown, read_report } from './quantity-report.ts'

export const get = verb({
  name: 'quantity_reports.get',
  does: 'Shows one quantity report.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: z.object({ id: Id }),
  output: QuantityReport,
  refuses: [quantityReportUnknown],
  reports: [],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  run: (context, { id }) => read_report(context, id),
})
