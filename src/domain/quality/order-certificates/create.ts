import { z } from 'zod'
import { reference } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { jobUnknown, lock_job } from '../../jobs/job.ts'
import { orderCertificateIssued } from './events.ts'
import { issued } from './issue.ts'
import { jobNotFinished, OrderCertificate } from './order-certificate.ts'

export const create = verb({
  name: 'order_certificates.create',
  does: 'Signs what a finished job was: parts, operations, units, tests, issues. Asked again, it is the same certificate as long as nothing of it changed.',
  kind: 'writes',
  allow: atLeast('supervisor'),
  input: z.object({ job_id: reference('jobs') }),
  output: OrderCertificate,
  refuses: [jobUnknown, jobNotFinished],
  reports: [orderCertificateIssued],
  examples: [{ given: { job_id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { job_id }) {
    lock_job(context, job_id)
    return issued(context, job_id)
  },
})
