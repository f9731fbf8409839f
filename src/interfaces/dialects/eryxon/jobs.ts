import { z } from 'zod'
import { verbs } from '../../../domain/verbs.gen.ts'
import type { Input } from '../../../kernel/verb.ts'
import { answer, type Row } from '../dialect.ts'
import type { Takes } from '../taking.ts'
import { Done, done, Listed, listed } from './envelope.ts'
import { alias, ById, DateOrTime, due, LongText, Metadata, Paging, Priority, paging_takes, Text, Uuid } from './members.ts'
import { NestedPart, part_takes } from './parts.ts'
import { EryxonJob, EryxonJobListed, EryxonJobWhole, job_out, part_of_job_out, part_out } from './shapes.ts'
import { job_status, job_words, priority_of } from './words.ts'

const entity = 'job'
const Status = z.enum(job_words)

const given = {
  customer: Text.nullish(),
  customer_name: alias(Text.nullish(), 'customer'),
  due_date: DateOrTime.nullish(),
  due_date_override: DateOrTime.nullish(),
  priority: Priority.optional(),
  status: Status.optional(),
  notes: LongText.nullish(),
  description: alias(LongText.nullish(), 'notes'),
  metadata: Metadata.nullish(),
  current_cell_id: Uuid.nullish(),
}
const Given = z.object(given)

const given_takes = {
  customer: 'customer',
  customer_name: 'customer',
  due_date: due('due'),
  due_date_override: due('due_override'),
  priority: { to: 'priority', as: priority_of },
  status: { to: 'status', as: job_status.ours },
  notes: 'notes',
  description: 'notes',
  metadata: 'metadata',
  current_cell_id: 'workstation_id',
} as const satisfies Takes<z.input<typeof Given>, Input<(typeof verbs)['jobs.update']>>

const CreatedOperation = z.strictObject({
  operation_id: z.string(),
  id: z.string(),
  operation_name: z.string(),
  sequence: z.number().int(),
  status: Status,
})
const CreatedPart = z.strictObject({
  part_id: z.string(),
  id: z.string(),
  part_number: z.string(),
  status: Status,
  operations: z.array(CreatedOperation),
})

/** The page's own. */
const example = {
  job_number: 'JOB-2024-001',
  customer: 'ACME Corp',
  due_date: '2024-12-31',
  notes: 'Rush order',
  metadata: { po_number: 'PO-12345' },
  parts: [
    {
      part_number: 'PART-001',
      material: 'Aluminum 6061',
      quantity: 10,
      file_paths: ['s3://drawings/part-001.pdf'],
      operations: [{ operation_name: 'CNC Milling', cell_name: 'Mill-01', estimated_time: 120, sequence: 1, notes: 'Use 0.5" end mill' }],
    },
  ],
}

const list = answer('GET /api-jobs', verbs['jobs.list'], {
  entity,
  says: 'Lists jobs, newest first.',
  query: z.object({
    ...Paging,
    status: Status.optional(),
    customer: Text.optional().meta({ description: 'Part of the customer’s name.' }),
    job_number: Text.optional().meta({ description: 'Part of the job number.' }),
    search: Text.optional().meta({ description: 'Part of the number or the customer.' }),
  }),
  blank: 'absent',
  takes: {
    ...paging_takes,
    status: { to: 'status', as: job_status.all_ours },
    customer: 'customer',
    job_number: 'job_number',
    search: 'search',
  },
  adds: { expand: ['parts'], with_total: true },
  reply: Listed({ jobs: z.array(EryxonJobListed) }),
  gives: (output, asked) => {
    const jobs = output.data.map((job) => ({ ...job_out(job), parts: (job.parts ?? []).map(part_of_job_out) }))
    return listed({ jobs }, output, asked)
  },
})

const get = answer('GET /api-jobs?id', verbs['jobs.get'], {
  entity,
  says: 'Shows one job with its parts and operations.',
  query: ById,
  blank: 'absent',
  takes: { id: 'id' },
  adds: { expand: ['operations'] },
  reply: Done({ job: EryxonJobWhole }),
  gives: (job) => done({ job: { ...job_out(job), parts: (job.parts ?? []).map(part_out) } }),
})

const create = answer('POST /api-jobs', verbs['jobs.create'], {
  entity,
  says: 'Creates a job with its parts and operations, all or nothing.',
  body: z
    .object({
      job_number: Text,
      ...given,
      external_id: Text.nullish(),
      external_source: Text.nullish(),
      parts: z.array(NestedPart).min(1),
    })
    .meta({ examples: [example] }),
  blank: 'absent',
  takes: {
    job_number: 'job_number',
    ...given_takes,
    external_id: 'external_id',
    external_source: 'external_source',
    parts: { to: 'parts', each: part_takes },
  },
  success: 201,
  reply: Done({
    job_id: z.string(),
    job_number: z.string(),
    status: Status,
    created_at: z.string(),
    job: EryxonJobWhole,
    parts: z.array(CreatedPart),
  }),
  gives: (output) => {
    // Clients of theirs take the first, second and third `id` of the text for job, part and operation: `job` stands first.
    const job = { ...job_out(output), parts: output.parts.map(part_out) }
    const parts = job.parts.map(({ id, part_number, status, operations = [] }) => ({
      part_id: id,
      id,
      part_number,
      status,
      operations: operations.map((one) => ({
        operation_id: one.id,
        id: one.id,
        operation_name: one.operation_name,
        sequence: one.sequence,
        status: one.status,
      })),
    }))
    return done({ job_id: job.id, job_number: job.job_number, status: job.status, created_at: job.created_at, job, parts })
  },
})

const update = answer(['PATCH /api-jobs', 'PUT /api-jobs'], verbs['jobs.update'], {
  entity,
  says: 'Changes fields of a job. A status is reached by the legal moves, each with its times and webhook.',
  query: ById,
  body: Given,
  blank: 'null',
  takes: { id: 'id', ...given_takes },
  needs_a_field: true,
  reply: Done({ job: EryxonJob }),
  gives: (job) => done({ job: job_out(job) }),
})

const remove = answer('DELETE /api-jobs', verbs['jobs.delete'], {
  entity,
  says: 'Deletes a job with its parts and operations. Its number is free again.',
  query: ById,
  blank: 'absent',
  takes: { id: 'id' },
  reply: Done({ message: z.string(), job_id: z.string() }),
  gives: ({ id }) => done({ message: 'Job deleted successfully', job_id: id }),
})

export const job_rows: readonly Row[] = [list, get, create, update, remove]

export { Given as JobGiven, given_takes as job_takes }
