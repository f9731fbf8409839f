import { canonical, hash_of } from '../../../kernel/canonical.ts'
import type { Context } from '../../../kernel/context.ts'
import { new_id } from '../../../kernel/id.ts'
import { orderCertificateIssued } from './events.ts'
import { newest_certificate, type OrderCertificate } from './order-certificate.ts'
import { signature_of, signing_key } from './sign.ts'
import { what_it_was } from './what-it-was.ts'

/** The certificate of a finished job as it is now: the newest one, where nothing has changed since. Lock the job first. */
export async function issued(context: Context, job_id: string): Promise<OrderCertificate> {
  const [job, newest, [seal]] = await Promise.all([
    what_it_was(context, job_id),
    newest_certificate(context, job_id),
    context.read<{ n: number; hash: string }>`select n, hash from seals order by n desc limit 1`,
  ])
  const hash = hash_of(job)
  if (newest?.hash === hash) return newest
  const { public_key, private_key } = await signing_key(context)
  const id = new_id()
  const signed = canonical({ certificate_id: id, issued_at: context.now, job, hash, seal: seal ?? null })
  const certificate = {
    id,
    job_id,
    signed,
    hash,
    signature: signature_of(signed, private_key),
    public_key,
    seal_n: seal?.n ?? null,
    seal_hash: seal?.hash ?? null,
    created_at: context.now,
  }
  context.insert('order_certificates', [certificate])
  context.report(orderCertificateIssued, { order_certificate_id: id, job_id, hash })
  return certificate
}
