import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { Operation, operation_of } from '../operations/operation.ts'
import { operations_of_jobs } from '../operations/read-many.ts'
import { Job, type JobRow, job_of } from './job.ts'
import { Part, part_of } from './parts/part.ts'
import { parts_of_jobs } from './parts/read-many.ts'
import { JobProgress, progress_of_jobs } from './progress.ts'

export const JobExpand = z
  .array(z.enum(['parts', 'operations', 'progress']))
  .default([])
  .meta({ description: 'What to answer along with the job: its `parts`, its parts with their `operations`, or how far it is.' })

/** A job, and what was asked for along with it. */
export const ExpandedJob = Job.extend({
  parts: z
    .array(Part.extend({ operations: z.array(Operation).optional() }))
    .optional()
    .meta({ description: 'Only where `expand` asked for it.' }),
  progress: JobProgress.optional().meta({ description: 'Only where `expand` asked for it.' }),
})

/** However many jobs there are, at most three more questions, sent together. */
export async function expanded(
  context: Context,
  rows: readonly JobRow[],
  expand: z.output<typeof JobExpand>,
): Promise<z.input<typeof ExpandedJob>[]> {
  if (expand.length === 0 || rows.length === 0) return rows.map(job_of)
  const [progress_of, parts_by_job] = await Promise.all([
    expand.includes('progress') ? progress_of_jobs(context, rows) : undefined,
    expand.some((one) => one !== 'progress') ? parts_by_jobs(context, rows, expand.includes('operations')) : undefined,
  ])
  return rows.map((row) => ({
    ...job_of(row),
    ...(progress_of ? { progress: progress_of(row) } : {}),
    ...(parts_by_job ? { parts: parts_by_job.get(row.id) ?? [] } : {}),
  }))
}

async function parts_by_jobs(context: Context, rows: readonly JobRow[], with_operations: boolean) {
  const ids = rows.map(({ id }) => id)
  const [parts, operations] = await Promise.all([parts_of_jobs(context, ids), with_operations ? operations_of_jobs(context, ids) : []])
  const operations_by_part = Map.groupBy(operations.map(operation_of), (operation) => operation.part_id)
  const answered = parts.map((row) => {
    const part = part_of(row)
    return with_operations ? { ...part, operations: operations_by_part.get(part.id) ?? [] } : part
  })
  return Map.groupBy(answered, (part) => part.job_id)
}
