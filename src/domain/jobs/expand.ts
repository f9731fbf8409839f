import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { Operation, operation_of } from '../operations/operation.ts'
import { operations_of_jobs } from '../operations/read-many.ts'
import { Job, type JobRow, job_of } from './job.ts'
import { Part, part_of } from './parts/part.ts'
import { parts_of_jobs } from './parts/read-many.ts'

export const JobExpand = z
  .array(z.enum(['parts', 'operations']))
  .default([])
  .meta({ description: 'What to answer along with the job: its `parts`, or its parts with their `operations`.' })

/** A job, and what was asked for along with it. */
export const ExpandedJob = Job.extend({
  parts: z
    .array(Part.extend({ operations: z.array(Operation).optional() }))
    .optional()
    .meta({ description: 'Only where `expand` asked for it.' }),
})

/** However many jobs there are, at most two more questions, sent together. */
export async function expanded(
  context: Context,
  rows: readonly JobRow[],
  expand: z.output<typeof JobExpand>,
): Promise<z.input<typeof ExpandedJob>[]> {
  const jobs = rows.map(job_of)
  if (expand.length === 0 || jobs.length === 0) return jobs
  const ids = jobs.map((job) => job.id)
  const with_operations = expand.includes('operations')
  const [parts, operations] = await Promise.all([parts_of_jobs(context, ids), with_operations ? operations_of_jobs(context, ids) : []])
  const operations_by_part = Map.groupBy(operations.map(operation_of), (operation) => operation.part_id)
  const parts_by_job = Map.groupBy(parts.map(part_of), (part) => part.job_id)
  return jobs.map((job) => ({
    ...job,
    parts: (parts_by_job.get(job.id) ?? []).map((part) =>
      with_operations ? { ...part, operations: operations_by_part.get(part.id) ?? [] } : part,
    ),
  }))
}
