import type { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { type JobStatus, jobExternalTaken, jobNumberTaken } from './job.ts'
import type { job_fields } from './lay-out.ts'

type Fields = { readonly [field in keyof typeof job_fields]?: z.output<(typeof job_fields)[field]> | undefined }

export interface NewJob extends Fields {
  readonly id: string
  readonly code_number: number
  readonly job_number: string
  readonly status: JobStatus
  readonly sync_hash?: string
  /** Where it did not come in by a call: an order that units without one are made on. */
  readonly origin?: 'stock'
}

/** Writes a new job. It is born with the times that its status has. */
export function write_job(context: Context, given: NewJob): void {
  const { now, origin } = context
  const { status, job_number } = given
  context.on_conflict('jobs_number', jobNumberTaken.because(`There is already a job ${job_number}.`, { job_number }))
  context.on_conflict('jobs_external', jobExternalTaken.because())
  context.insert('jobs', [
    {
      ...given,
      origin: given.origin ?? origin,
      name: given.name ?? job_number,
      priority: given.priority ?? 0,
      held_s: 0,
      moved_by: 'call',
      revision: 1,
      held_from: status === 'held' ? 'running' : null,
      started_at: status === 'draft' || status === 'released' ? null : now,
      held_at: status === 'held' ? now : null,
      completed_at: status === 'completed' ? now : null,
      created_at: now,
      updated_at: now,
    },
  ])
  context.count('jobs', status, 1)
}
