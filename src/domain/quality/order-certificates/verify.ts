import { z } from 'zod'
import { canonical, hash_of } from '../../../kernel/canonical.ts'
import { reference } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { jobUnknown, lock_job } from '../../jobs/job.ts'
import { orderCertificateIssued } from './events.ts'
import { issued } from './issue.ts'
import { jobNotFinished, newest_certificate, OrderCertificate } from './order-certificate.ts'
import { is_signed, signing_key } from './sign.ts'
import { what_it_was } from './what-it-was.ts'

const Checks = z.object({
  signature: z.boolean().meta({ description: 'It was signed by the key it names, and not a byte of it has changed.' }),
  key_is_ours: z.boolean(),
  seal_stands: z.boolean().meta({ description: 'The seal of the log it was made under is still there, as it was.' }),
  job_unchanged: z.boolean().meta({ description: 'The job is today what the certificate says.' }),
})

export const verify = verb({
  name: 'order_certificates.verify',
  does: 'Checks the newest certificate of a finished job, and says what of the job has changed since. Where there is none, it is made.',
  kind: 'writes',
  allow: atLeast('viewer'),
  input: z.object({ job_id: reference('jobs') }),
  output: z.object({
    valid: z.boolean(),
    checks: Checks,
    changed: z.array(z.string()).meta({ description: 'What is no longer as it was certified.' }),
    certificate: OrderCertificate,
  }),
  refuses: [jobUnknown, jobNotFinished],
  reports: [orderCertificateIssued],
  examples: [{ given: { job_id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { job_id }) {
    lock_job(context, job_id)
    const certificate = (await newest_certificate(context, job_id)) ?? (await issued(context, job_id))
    const [job, key, [seal]] = await Promise.all([
      what_it_was(context, job_id),
      signing_key(context),
      context.read<{ hash: string }>`select hash from seals where n = ${certificate.seal_n ?? 0}`,
    ])
    const certified = job_in(certificate.signed)
    const changed =
      certified === null
        ? ['signed']
        : Object.keys({ ...certified, ...job }).filter((name) => canonical(certified[name]) !== canonical(job[name]))
    const checks = {
      signature: is_signed(certificate.signed, certificate.signature, certificate.public_key) && hash_of(certified) === certificate.hash,
      key_is_ours: certificate.public_key === key.public_key,
      seal_stands: certificate.seal_n === null || seal?.hash === certificate.seal_hash,
      job_unchanged: changed.length === 0,
    }
    return { valid: Object.values(checks).every(Boolean), checks, changed, certificate }
  },
})

const Signed = z.object({ job: z.record(z.string(), z.unknown()) })

/** What the certificate says of the job; null where it cannot be read any more. */
function job_in(signed: string): Record<string, unknown> | null {
  try {
    return Signed.parse(JSON.parse(signed)).job
  } catch {
    return null
  }
}
