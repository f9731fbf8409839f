import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { ExpandedQuantityReport, expanded_reports, QuantityReportExpand } from './expand.ts'
import { Counts, it_counts, quantityReportUnknown, read_report } from './quantity-report.ts'

export const get = verb({
  name: 'quantity_reports.get',
  does: 'Shows one quantity report.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: z.object({ id: Id, counts: Counts, expand: QuantityReportExpand }),
  output: ExpandedQuantityReport,
  refuses: [quantityReportUnknown],
  reports: [],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id, counts, expand }) {
    const found = await read_report(context, id)
    const [report] = await expanded_reports(context, [found], expand)
    if (!report || (counts !== undefined && counts !== it_counts(found)))
      throw quantityReportUnknown.because(`There is no quantity report ${id}.`)
    return report
  },
})
