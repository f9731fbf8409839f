import type { JobStatus } from './job.ts'

/** A job in the order of work. */
export interface Ranked {
  readonly id: string
  readonly job_number: string
  readonly status: JobStatus
  readonly priority: number
  readonly due_key: string
}

export interface Raise {
  readonly id: string
  readonly priority: number
}

/** How much room is made: the next few jobs that are put there find theirs at once. */
const room = 10

export function sorts_before(a: Ranked, b: Ranked): boolean {
  if (a.priority !== b.priority) return a.priority > b.priority
  if (a.due_key !== b.due_key) return a.due_key < b.due_key
  return a.id < b.id
}

/**
 * Makes room above a priority. `above` are the jobs before that place, the nearest first; they keep their order, and those that stand high
 * enough already are left alone.
 */
export function raise_before(above: readonly Ranked[], priority: number): { wanted: number; raises: readonly Raise[] } {
  const raises: Raise[] = []
  let least = priority + room
  let previous: Ranked | undefined
  for (const job of above) {
    if (previous && job.priority > previous.priority) least++
    if (job.priority >= least) break
    raises.push({ id: job.id, priority: least })
    previous = job
  }
  return { wanted: priority + room / 2, raises }
}
