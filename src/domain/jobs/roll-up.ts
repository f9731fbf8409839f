import type { Context } from '../../kernel/context.ts'
import { jobCompleted, jobReleased, jobReopened, jobStarted } from './events.ts'
import { type JobRow, move_job, reopen_job } from './job.ts'
import { partCompleted, partReopened, partStarted } from './parts/events.ts'
import { move_part, type PartRow, type PartStatus } from './parts/part.ts'

export interface JobAndPart {
  readonly job: JobRow
  readonly part: PartRow
}

const done: readonly PartStatus[] = ['completed', 'cancelled']

/** The first start of an operation starts its part and its job; one on a completed part brings both back. */
export function roll_up_start(context: Context, { job, part }: JobAndPart, at: string): JobAndPart {
  return { part: start_part(context, part, at), job: start_job_of_part(context, job, at) }
}

function start_part(context: Context, part: PartRow, at: string): PartRow {
  if (part.status === 'running') return part
  const moved = move_part(context, part, 'running', at)
  const facts = { part_id: part.id, job_id: part.job_id, previous_status: part.status, new_status: moved.status }
  context.report(part.status === 'completed' ? partReopened : partStarted, facts, { occurred_at: at })
  return moved
}

export function start_job_of_part(context: Context, job: JobRow, at: string): JobRow {
  if (job.status === 'running' || job.status === 'held') return job
  const facts = { job_id: job.id, previous_status: job.status, new_status: 'running' as const }
  if (job.status === 'completed') {
    context.report(jobReopened, facts, { occurred_at: at })
    return reopen_job(context, job, at, 'roll_up')
  }
  if (job.status === 'draft') context.report(jobReleased, { ...facts, new_status: 'released' }, { occurred_at: at })
  context.report(jobStarted, { ...facts, previous_status: 'released' }, { occurred_at: at })
  return move_job(context, job, 'running', at, 'roll_up')
}

/**
 * The last operation of a part completes it, and the last part its job. Call it when an operation has just been completed or left out;
 * `others_finished` is of the other operations of the part, `other_parts` are the job's other live parts.
 */
export function roll_up_completion(
  context: Context,
  { job, part }: JobAndPart,
  others_finished: boolean,
  other_parts: readonly PartStatus[],
  at: string,
): JobAndPart {
  if (!others_finished || done.includes(part.status)) return { job, part }
  const running = part.status === 'running' ? part : start_part(context, part, at)
  const completed = move_part(context, running, 'completed', at)
  const facts = { part_id: part.id, job_id: part.job_id, previous_status: running.status, new_status: completed.status }
  context.report(partCompleted, facts, { occurred_at: at })
  return { part: completed, job: complete_job_of_parts(context, job, other_parts, at) }
}

/** A held job stays held; resuming it asks again. */
export function complete_job_of_parts(context: Context, job: JobRow, other_parts: readonly PartStatus[], at: string): JobRow {
  if (job.status !== 'running' || !other_parts.every((status) => done.includes(status))) return job
  context.report(jobCompleted, { job_id: job.id, previous_status: job.status, new_status: 'completed' }, { occurred_at: at })
  return move_job(context, job, 'completed', at, 'roll_up')
}
