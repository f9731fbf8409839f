import type { Job, JobStatus } from '../../../domain/jobs/job.ts'
import type { PartStatus } from '../../../domain/jobs/parts/part.ts'
import type { OperationStatus } from '../../../domain/operations/operation.ts'
import { words } from '../words.ts'

export const job_words = ['not_started', 'in_progress', 'on_hold', 'completed'] as const
export type Word = (typeof job_words)[number]
/** The page says `paused` in one place and `on_hold` in another: both are taken, `on_hold` is given. */
export const operation_words = [...job_words, 'paused'] as const

const into_job = { not_started: 'released', in_progress: 'running', on_hold: 'held', completed: 'completed' } as const
const into_work = { not_started: 'waiting', in_progress: 'running', on_hold: 'held', completed: 'completed' } as const

export const job_status = words<JobStatus, Word>(
  {
    draft: 'not_started',
    released: 'not_started',
    running: 'in_progress',
    held: 'on_hold',
    completed: 'completed',
    closed: 'completed',
    cancelled: 'completed',
  },
  into_job,
)

export const part_status = words<PartStatus, Word>(
  { waiting: 'not_started', running: 'in_progress', held: 'on_hold', completed: 'completed', cancelled: 'completed' },
  into_work,
)

export const operation_status = words<OperationStatus, Word, 'paused'>(
  {
    waiting: 'not_started',
    running: 'in_progress',
    held: 'on_hold',
    completed: 'completed',
    skipped: 'completed',
    cancelled: 'completed',
  },
  { ...into_work, paused: 'held' },
)

/** What the four words do not tell. */
export const told_apart = (status: string, metadata: Job['metadata']): Job['metadata'] =>
  status === 'cancelled' || status === 'skipped' ? { ...metadata, [status]: true } : metadata

export const priority_words = ['low', 'normal', 'high', 'urgent'] as const
const ranks = new Map<unknown, number>(priority_words.map((word, rank) => [word, rank]))

/** `low`, `normal`, `high`, `urgent` are 0 to 3; numbers are taken as they are. */
export const priority_of = (given: unknown): unknown => ranks.get(given) ?? given

/** Theirs are minutes. */
export const seconds_of = (minutes: unknown): unknown => (typeof minutes === 'number' ? Math.round(minutes * 60) : minutes)

/** Whole ones, as their clients expect. */
export function minutes_of(seconds: number): number
export function minutes_of(seconds: number | null): number | null
export function minutes_of(seconds: number | null): number | null {
  return seconds === null ? null : Math.round(seconds / 60)
}

/** Date, T or a blank, time, zone: as ISO 8601 lets people write it. A time without a zone is UTC. */
const date_time = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(?:(Z)|([+-]\d\d):?(\d\d)?)?$/i

export function due_of(given: unknown): unknown {
  const [, date, time, zulu, hours, minutes = '00'] = typeof given === 'string' ? (date_time.exec(given.trim()) ?? []) : []
  if (date === undefined || time === undefined) return given
  return `${date}T${time.length === 5 ? `${time}:00` : time}${zulu || hours === undefined ? 'Z' : `${hours}:${minutes}`}`
}
