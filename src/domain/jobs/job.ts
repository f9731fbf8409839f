import { z } from 'zod'
import { Can } from '../../kernel/can.ts'
import { code } from '../../kernel/code.ts'
import type { Context } from '../../kernel/context.ts'
import { refusal } from '../../kernel/errors.ts'
import { Metadata, Name, Pieces, Revision, Seconds, Text } from '../../kernel/fields.ts'
import { Id } from '../../kernel/id.ts'
import { type Sql, sql } from '../../kernel/sql.ts'
import { Due, Moment, seconds_between } from '../../kernel/time.ts'

export const JobStatus = z.enum(['draft', 'released', 'running', 'held', 'completed', 'closed', 'cancelled']).meta({ id: 'JobStatus' })
export type JobStatus = z.output<typeof JobStatus>

const JobCan = Can([
  'jobs.release',
  'jobs.start',
  'jobs.hold',
  'jobs.resume',
  'jobs.complete',
  'jobs.reopen',
  'jobs.close',
  'jobs.cancel',
  'jobs.update',
  'jobs.rank',
  'jobs.delete',
  'parts.create',
])
type JobVerb = z.output<typeof JobCan>[number]

export const Job = z
  .object({
    id: Id,
    code: z.string().meta({ description: 'What to scan on the traveller.', examples: ['J1G7'] }),
    job_number: Name.meta({ description: 'The number on the traveller; unique.' }),
    name: Name,
    customer: z.string().nullable(),
    status: JobStatus,
    quantity: Pieces.nullable().meta({ description: 'Target in pieces: the job’s own, else the sum of its top-level parts.' }),
    due: Due.nullable(),
    due_override: Due.nullable().meta({ description: 'Stands in for `due` where the shop has agreed on another date.' }),
    priority: z.number().int(),
    notes: Text.nullable(),
    metadata: Metadata.nullable(),
    workstation_id: Id.nullable(),
    origin: z.string(),
    external_source: z.string().nullable(),
    external_id: z.string().nullable(),
    started_at: Moment.nullable(),
    held_at: Moment.nullable(),
    resumed_at: Moment.nullable(),
    completed_at: Moment.nullable(),
    duration_s: Seconds.nullable().meta({ description: 'From first start to completion by the clock, holds included.' }),
    active_duration_s: Seconds.nullable().meta({ description: 'The same without the holds.' }),
    created_at: Moment,
    updated_at: Moment,
    revision: Revision,
    can: JobCan,
  })
  .meta({ id: 'Job' })
export type Job = z.output<typeof Job>

/** Where a job may go from where it stands. Verbs, documents and dialects read this one table. */
export const job_moves: Readonly<Record<JobStatus, readonly JobStatus[]>> = {
  draft: ['released', 'running', 'cancelled'],
  released: ['running', 'held', 'cancelled'],
  running: ['held', 'completed', 'cancelled'],
  held: ['running', 'cancelled'],
  completed: ['closed'],
  closed: [],
  cancelled: [],
}
/** Only new work leads back: by `jobs.reopen`, or by an operation that is started or added. */
export const job_reopens: readonly JobStatus[] = ['completed']

const leads_to =
  (to: JobStatus) =>
  (from: JobStatus): boolean =>
    job_moves[from].includes(to)

const possible_in: Readonly<Record<JobVerb, (status: JobStatus) => boolean>> = {
  'jobs.release': leads_to('released'),
  'jobs.start': leads_to('running'),
  'jobs.hold': leads_to('held'),
  'jobs.resume': (status) => status === 'held',
  'jobs.complete': leads_to('completed'),
  'jobs.reopen': (status) => job_reopens.includes(status),
  'jobs.close': leads_to('closed'),
  'jobs.cancel': leads_to('cancelled'),
  'jobs.update': () => true,
  'jobs.rank': (status) => status !== 'completed' && status !== 'closed' && status !== 'cancelled',
  'jobs.delete': () => true,
  'parts.create': (status) => status !== 'closed' && status !== 'cancelled',
}

export const jobUnknown = refusal('not_found', 'job_unknown', 'There is no such job.')
export const jobNotMovable = refusal('conflict', 'job_not_movable', 'The job’s status does not allow that.')
export const jobNumberTaken = refusal('conflict', 'job_number_taken', 'Another job has that number.')
export const jobStale = refusal('stale', 'job_stale', 'The job was changed since you read it. Read it again.')
export const jobExternalTaken = refusal('conflict', 'job_external_taken', 'Another job has that external id.')

export const job_columns = sql`jobs.id, jobs.code_number, jobs.job_number, jobs.name, jobs.customer, jobs.status, jobs.held_from, jobs.moved_by,
  jobs.quantity, (select sum(p.quantity) from parts p where p.job_id = jobs.id and p.parent_id is null and p.deleted_at is null) as parts_quantity,
  jobs.due, jobs.due_override, jobs.priority, jobs.notes, jobs.metadata, jobs.workstation_id, jobs.origin, jobs.external_source, jobs.external_id,
  jobs.started_at, jobs.held_at, jobs.resumed_at, jobs.completed_at, jobs.held_s, jobs.created_at, jobs.updated_at, jobs.revision`

export interface JobRow extends Omit<Job, 'code' | 'duration_s' | 'active_duration_s' | 'can'> {
  readonly code_number: number
  readonly held_from: JobStatus | null
  readonly moved_by: 'call' | 'roll_up'
  readonly parts_quantity: number | null
  readonly held_s: number
}

export function job_of(row: JobRow): Job {
  const { code_number, held_from: _, moved_by: __, parts_quantity, held_s, ...job } = row
  const duration_s = row.started_at && row.completed_at ? seconds_between(row.started_at, row.completed_at) : null
  return {
    ...job,
    code: code('J', code_number),
    quantity: row.quantity ?? parts_quantity,
    duration_s,
    active_duration_s: duration_s === null ? null : Math.max(0, duration_s - held_s),
    can: JobCan.element.options.filter((name) => possible_in[name](row.status)),
  }
}

/** The job's row is the lock for everything below it: send this first, and read what you decide on in a later statement. */
export const lock_job = (context: Context, id: string): Promise<{ id: string }[]> =>
  context.read<{ id: string }>`select id from jobs where id = ${id} and deleted_at is null for no key update`

/** By its id, or by a piece of SQL that finds the id. */
export async function read_job(context: Context, id: string | Sql): Promise<JobRow> {
  const [row] = await context.read<JobRow>`select ${job_columns} from jobs where jobs.id = ${id} and deleted_at is null`
  if (!row) throw typeof id === 'string' ? jobUnknown.because(`There is no job ${id}.`) : jobUnknown.because()
  return row
}

export async function locked_job(context: Context, id: string): Promise<JobRow> {
  lock_job(context, id)
  return read_job(context, id)
}

/** Moves the job if the table of moves allows it, with the times that go with the new status. */
export function move_job(context: Context, job: JobRow, to: JobStatus, at: string, moved_by: JobRow['moved_by'] = 'call'): JobRow {
  const possible = job_moves[job.status]
  if (!possible.includes(to)) {
    const onward = possible.length === 0 ? 'there is no way on from there' : `from there it can become ${possible.join(' or ')}`
    throw jobNotMovable.because(`Job ${job.job_number} is ${job.status}; ${onward}.`, {
      job_id: job.id,
      status: job.status,
      wanted: to,
      possible,
    })
  }
  return set_job_status(context, job, to, at, moved_by)
}

export function reopen_job(context: Context, job: JobRow, at: string, moved_by: JobRow['moved_by']): JobRow {
  if (!job_reopens.includes(job.status)) {
    throw jobNotMovable.because(`Job ${job.job_number} is ${job.status}; only a completed job is reopened.`, {
      job_id: job.id,
      status: job.status,
      possible: [],
    })
  }
  return set_job_status(context, job, 'running', at, moved_by)
}

function set_job_status(context: Context, job: JobRow, to: JobStatus, at: string, moved_by: JobRow['moved_by']): JobRow {
  const changes = { status: to, moved_by, ...times_of_move(job, to, at), updated_at: context.now }
  context.change('jobs', job.id, changes)
  context.count('jobs', job.status, -1)
  context.count('jobs', to, 1)
  return { ...job, ...changes }
}

function times_of_move(job: JobRow, to: JobStatus, at: string): Partial<JobRow> {
  const left_hold =
    job.status === 'held' && job.held_at ? { held_s: job.held_s + seconds_between(job.held_at, at), held_at: null, held_from: null } : {}
  switch (to) {
    case 'running':
      return { ...left_hold, started_at: job.started_at ?? at, completed_at: null, ...(job.status === 'held' ? { resumed_at: at } : {}) }
    case 'held':
      return { held_at: at, held_from: job.status }
    case 'completed':
      return { ...left_hold, completed_at: at }
    default:
      return left_hold
  }
}
