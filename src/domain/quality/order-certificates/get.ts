import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { certificate_columns, OrderCertificate, orderCertificateUnknown } from './order-certificate.ts'

export const get = verb({
  name: 'order_certificates.get',
  does: 'Shows one order certificate.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: z.object({ id: Id }),
  output: OrderCertificate,
  refuses: [orderCertificateUnknown],
  reports: [],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id }) {
    const [found] = await context.read<OrderCertificate>`select ${certificate_columns} from order_certificates where id = ${id}`
    if (!found) throw orderCertificateUnknown.because(`There is no order certificate ${id}.`)
    return found
  },
})
