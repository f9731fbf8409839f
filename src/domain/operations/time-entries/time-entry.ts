import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { refusal } from '../../../kernel/errors.ts'
import { Revision, Seconds, Text } from '../../../kernel/fields.ts'
import { Id, new_id } from '../../../kernel/id.ts'
import { sql } from '../../../kernel/sql.ts'
import { Moment, seconds_between } from '../../../kernel/time.ts'
import { timeEntryEnded, timeEntryStarted } from './events.ts'

export const TimeKind = z.enum(['setup', 'run', 'rework', 'wait', 'breakdown']).meta({ id: 'TimeKind' })
export type TimeKind = z.output<typeof TimeKind>

export const TimeEntry = z
  .object({
    id: Id,
    number: z.number().int().nullable().meta({ description: 'A whole number of its own; null in the answer that made it.' }),
    job_id: Id,
    operation_id: Id,
    person_id: Id.nullable(),
    machine_id: Id.nullable(),
    kind: TimeKind,
    started_at: Moment,
    ended_at: Moment.nullable(),
    duration_s: Seconds.nullable(),
    is_rework: z.boolean(),
    notes: Text.nullable(),
    auto_closed: z.boolean().meta({ description: 'Closed at shift end because somebody forgot; waits to be confirmed.' }),
    confirmed_at: Moment.nullable(),
    origin: z.string(),
    external_source: z.string().nullable(),
    external_id: z.string().nullable(),
    recorded_at: Moment,
    updated_at: Moment,
    revision: Revision,
  })
  .meta({ id: 'TimeEntry', description: 'A person, a machine or both on an operation, from–to.' })
export type TimeEntry = z.output<typeof TimeEntry>

export const time_entry_columns = sql`time_entries.id, time_entries.number, time_entries.job_id, time_entries.operation_id, time_entries.person_id,
  time_entries.machine_id, time_entries.kind, time_entries.started_at, time_entries.ended_at, time_entries.duration_s, time_entries.is_rework,
  time_entries.notes, time_entries.auto_closed, time_entries.confirmed_at, time_entries.origin, time_entries.external_source, time_entries.external_id,
  time_entries.recorded_at, time_entries.updated_at, time_entries.revision`

export const timeEntryUnknown = refusal('not_found', 'time_entry_unknown', 'There is no such time entry.')
export const endBeforeStart = refusal('invalid', 'end_before_start', 'Time cannot end before it began.')
export const personBusy = refusal('conflict', 'person_busy', 'This person is on the clock elsewhere. Stop that first.')

export const entries_of_operation = (context: Context, operation_id: string): Promise<TimeEntry[]> =>
  context.read<TimeEntry>`select ${time_entry_columns} from time_entries
    where operation_id = ${operation_id} and deleted_at is null order by started_at, id`

interface Opening {
  readonly job_id: string
  readonly operation_id: string
  readonly person_id: string | null
  readonly machine_id: string | null
  readonly kind: TimeKind
  readonly is_rework?: boolean
  readonly notes?: string | null
  readonly external_source?: string | null
  readonly external_id?: string | null
}

export function open_entry(context: Context, opening: Opening, at: string): TimeEntry {
  const entry: TimeEntry = {
    id: new_id(),
    number: null,
    is_rework: false,
    notes: null,
    external_source: null,
    external_id: null,
    ...opening,
    started_at: at,
    ended_at: null,
    duration_s: null,
    auto_closed: false,
    confirmed_at: null,
    origin: context.origin,
    recorded_at: context.now,
    updated_at: context.now,
    revision: 1,
  }
  const { number: _, ...row } = entry
  context.insert('time_entries', [row])
  context.count('time_entries', 'live', 1)
  const { job_id, operation_id, person_id, machine_id, kind } = opening
  context.report(
    timeEntryStarted,
    { time_entry_id: entry.id, job_id, operation_id, person_id, machine_id, kind, started_at: at },
    { occurred_at: at },
  )
  return entry
}

/** From when to when. */
export interface Stretch {
  readonly started_at: string
  readonly ended_at: string
}

/**
 * Ends every open entry among these and answers all of them, with the seconds that came to be. An entry that ran beside others for one
 * piece of work is booked for its stretch of it only.
 */
export function close_entries(
  context: Context,
  entries: readonly TimeEntry[],
  at: string,
  stretches: ReadonlyMap<string, Stretch> = new Map(),
): { entries: TimeEntry[]; closed: TimeEntry[]; added_s: number } {
  const closed: TimeEntry[] = []
  const after = entries.map((entry) => {
    if (entry.ended_at !== null) return entry
    if (at < entry.started_at)
      throw endBeforeStart.because(`This clock was started at ${entry.started_at}; it cannot end at ${at}.`, {
        started_at: entry.started_at,
      })
    const { started_at, ended_at } = stretches.get(entry.id) ?? { started_at: entry.started_at, ended_at: at }
    const duration_s = seconds_between(started_at, ended_at)
    const changes = { ...(started_at === entry.started_at ? {} : { started_at }), ended_at, duration_s, updated_at: context.now }
    context.change('time_entries', entry.id, changes)
    const { job_id, operation_id, person_id, machine_id } = entry
    const facts = { time_entry_id: entry.id, job_id, operation_id, person_id, machine_id, started_at, ended_at, duration_s }
    context.report(timeEntryEnded, facts, { occurred_at: at })
    const ended = { ...entry, ...changes }
    closed.push(ended)
    return ended
  })
  return { entries: after, closed, added_s: closed.reduce((all, entry) => all + (entry.duration_s ?? 0), 0) }
}
