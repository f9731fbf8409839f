import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { sql } from '../../../kernel/sql.ts'
import { Moment } from '../../../kernel/time.ts'
import { verb } from '../../../kernel/verb.ts'
import { Operation, operation_of } from '../../operations/operation.ts'
import { operations_of_parts } from '../../operations/read-many.ts'
import { read_tenant } from '../../people/tenants/tenant.ts'
import { Job, job_of, jobUnknown, read_job } from '../job.ts'
import { Part, part_of, partUnknown, read_part } from './part.ts'

const PaperSize = z.enum(['a4', 'letter'])
const PaperLanguage = z.enum(['en', 'de', 'nl'])

export const traveller = verb({
  name: 'parts.traveller',
  does: 'Prints the traveller of a part as PDF: what it is, its operations with room to sign, and the codes to scan.',
  kind: 'reads',
  allow: atLeast('viewer'),
  bytes: 'out',
  input: z.object({ id: Id, size: PaperSize.default('a4'), language: PaperLanguage.default('en') }),
  output: z.object({
    size: PaperSize,
    language: PaperLanguage,
    company: z.string(),
    time_zone: z.string(),
    printed_at: Moment,
    job: Job,
    part: Part,
    operations: z.array(Operation).meta({ description: 'In their order, but for those that will not be done.' }),
  }),
  refuses: [partUnknown, jobUnknown],
  reports: [],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', size: 'letter', language: 'de' } }],
  async run(context, { id, size, language }) {
    const [part, job, operations, tenant] = await Promise.all([
      read_part(context, id),
      read_job(context, sql`(select p.job_id from parts p where p.id = ${id})`),
      operations_of_parts(context, [id]),
      read_tenant(context, context.actor.tenant_id),
    ])
    return {
      ...{ size, language, company: tenant.name, time_zone: tenant.time_zone, printed_at: context.now },
      job: job_of(job),
      part: part_of(part),
      operations: operations.filter(({ status }) => status !== 'skipped' && status !== 'cancelled').map(operation_of),
    }
  },
})
