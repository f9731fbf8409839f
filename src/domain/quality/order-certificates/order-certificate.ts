import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { refusal } from '../../../kernel/errors.ts'
import { Id } from '../../../kernel/id.ts'
import { sql } from '../../../kernel/sql.ts'
import { Moment } from '../../../kernel/time.ts'

export const OrderCertificate = z
  .object({
    id: Id,
    job_id: Id,
    signed: z.string().meta({
      description: 'The very text that was signed: JSON with sorted members, of the `job` and the `seal` of the log it was made under.',
    }),
    hash: z
      .string()
      .meta({ description: 'Hex SHA-256 of what it says of the job. As long as nothing of that changes, the certificate stays the same.' }),
    signature: z.string().meta({ description: 'Ed25519 over the bytes of `signed`, base64.' }),
    public_key: z.string().meta({ description: 'The company’s own, as SPKI in PEM. Whoever checks should have it from elsewhere, too.' }),
    seal_n: z.number().int().nullable(),
    seal_hash: z.string().nullable(),
    created_at: Moment,
  })
  .meta({ id: 'OrderCertificate', description: 'What a finished job was, signed; anybody can check it without this server.' })
export type OrderCertificate = z.output<typeof OrderCertificate>

export const certificate_columns = sql`id, job_id, signed, hash, signature, public_key, seal_n, seal_hash, created_at`

export const orderCertificateUnknown = refusal('not_found', 'order_certificate_unknown', 'There is no such order certificate.')
export const jobNotFinished = refusal('refused', 'job_not_finished', 'Only a completed or closed job can be certified.')

export async function newest_certificate(context: Context, job_id: string): Promise<OrderCertificate | null> {
  const [found] = await context.read<OrderCertificate>`
    select ${certificate_columns} from order_certificates where job_id = ${job_id} order by id desc limit 1`
  return found ?? null
}
