import { Id } from '../../../kernel/id.ts'
import { after, one_more, Paging, page, page_of } from '../../../kernel/page.ts'
import { atLeast } from '../../../kernel/role.ts'
import { sql, where } from '../../../kernel/sql.ts'
import { verb } from '../../../kernel/verb.ts'
import { certificate_columns, OrderCertificate } from './order-certificate.ts'

export const list = verb({
  name: 'order_certificates.list',
  does: 'Lists order certificates, newest first.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: Paging.extend({ job_id: Id.optional() }),
  output: page_of(OrderCertificate),
  refuses: [],
  reports: [],
  examples: [{ given: { job_id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, input) {
    const filters = [...after(input, sql`id`), ...(input.job_id === undefined ? [] : [sql`job_id = ${input.job_id}`])]
    const rows = await context.read<OrderCertificate>`
      select ${certificate_columns} from order_certificates ${where(filters)} order by id desc ${one_more(input)}`
    return page(rows, input)
  },
})
