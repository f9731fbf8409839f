import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { refusal } from '../../kernel/errors.ts'
import type { Event } from '../../kernel/event.ts'
import { way } from '../../kernel/path.ts'
import { type JobMove, jobCancelled, jobClosed, jobCompleted, jobHeld, jobReleased, jobResumed, jobStarted } from './events.ts'
import { Job, type JobRow, JobStatus, job_moves, job_of, jobNotMovable, move_job } from './job.ts'

export const JobMoved = z.object({ job: Job, previous_status: JobStatus, new_status: JobStatus })

export const clockRunning = refusal('conflict', 'clock_running', 'Somebody is on the clock at this job. Stop the clock first.')

export const job_moved = (before: JobRow, after: JobRow): z.input<typeof JobMoved> => ({
  job: job_of(after),
  previous_status: before.status,
  new_status: after.status,
})

const event_of: Readonly<Record<JobStatus, JobMove | null>> = {
  draft: null,
  released: jobReleased,
  running: jobStarted,
  held: jobHeld,
  completed: jobCompleted,
  closed: jobClosed,
  cancelled: jobCancelled,
}
/** What a change of status by `jobs.update` may bring about. */
export const move_events: readonly Event[] = [jobReleased, jobStarted, jobHeld, jobResumed, jobCompleted, jobClosed, jobCancelled]

/** One legal move, with its fact. */
export function tell_move(context: Context, job: JobRow, to: JobStatus, at: string, event: JobMove | null = event_of[to]): JobRow {
  const moved = move_job(context, job, to, at)
  if (event) context.report(event, { job_id: job.id, previous_status: job.status, new_status: to }, { occurred_at: at })
  return moved
}

/** Walks the table of moves to the status wanted, each step with its times and its fact; refused where no way leads there. */
export function walk_job(context: Context, job: JobRow, to: JobStatus, at: string): JobRow {
  const steps = way(job_moves, job.status, to)
  if (!steps) {
    throw jobNotMovable.because(`Job ${job.job_number} is ${job.status}; no way leads from there to ${to}.`, {
      job_id: job.id,
      status: job.status,
      wanted: to,
      possible: job_moves[job.status],
    })
  }
  return steps.reduce(
    (at_step, step) => tell_move(context, at_step, step, at, at_step.status === 'held' && step === 'running' ? jobResumed : event_of[step]),
    job,
  )
}

interface OpenClock {
  readonly id: string
  readonly operation_id: string
}

export async function assert_no_clock(context: Context, job: JobRow): Promise<void> {
  const open =
    await context.read<OpenClock>`select id, operation_id from time_entries where job_id = ${job.id} and ended_at is null and deleted_at is null`
  if (open.length === 0) return
  const message = `${open.length === 1 ? 'A clock is' : `${open.length} clocks are`} running at job ${job.job_number}. Stop the clock first.`
  throw clockRunning.because(message, { time_entry_ids: open.map(({ id }) => id) })
}
