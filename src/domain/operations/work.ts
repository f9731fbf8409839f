import { z } from 'zod'
import { At } from '../../kernel/at.ts'
import type { Context } from '../../kernel/context.ts'
import { refusal } from '../../kernel/errors.ts'
import { Id, reference } from '../../kernel/id.ts'
import { sql } from '../../kernel/sql.ts'
import { jobReleased, jobReopened, jobStarted } from '../jobs/events.ts'
import { type JobRow, jobNotMovable, read_job } from '../jobs/job.ts'
import { partReopened, partStarted } from '../jobs/parts/events.ts'
import { type PartRow, type PartStatus, read_part } from '../jobs/parts/part.ts'
import { roll_up_completion, roll_up_start } from '../jobs/roll-up.ts'
import { operationCompleted, operationPaused, type operationReopened, operationResumed, operationStarted } from './events.ts'
import {
  finished,
  jobOnHold,
  lock_job_of_operation,
  move_operation,
  Operation,
  type OperationRow,
  OperationStatus,
  operation_of,
  operationNotMovable,
  operationParked,
  operationUnknown,
  read_operation,
} from './operation.ts'
import { assert_in_sequence, outOfSequence, type Sibling, type Warning, Warnings } from './sequence.ts'
import { timeEntryStarted } from './time-entries/events.ts'
import {
  close_entries,
  endBeforeStart,
  entries_of_operation,
  open_entry,
  personBusy,
  type Stretch,
  TimeEntry,
  TimeKind,
} from './time-entries/time-entry.ts'

export const draftJob = refusal(
  'conflict',
  'job_is_draft',
  'The job is a draft, and this company has its order enforced. Release it first.',
)

/** What starting or resuming takes. */
export const Starting = z.object({
  id: Id,
  person_id: reference('people')
    .nullable()
    .optional()
    .meta({ description: 'Who works. Left out: whoever is signed in; with a key, nobody.' }),
  machine_id: reference('machines').nullable().optional().meta({ description: 'The machine that runs.' }),
  kind: TimeKind.default('run'),
  at: At,
})
export const Ending = z.object({ id: Id, at: At })

export const WorkedOperation = Operation.extend({ time_entries: z.array(TimeEntry) })

/** What every move of an operation answers. */
export const Worked = z.object({
  operation: WorkedOperation,
  previous_status: OperationStatus,
  new_status: OperationStatus,
  time_entries_started: z.array(Id),
  time_entries_ended: z.array(Id),
  warnings: Warnings,
})

export const work_refusals = [operationUnknown, operationNotMovable, jobOnHold, jobNotMovable, endBeforeStart]
/** What a start may bring about besides itself. */
export const start_reports = [timeEntryStarted, partStarted, partReopened, jobReleased, jobStarted, jobReopened]
export const start_refusals = [...work_refusals, operationParked, outOfSequence, draftJob, personBusy]

/** Everything a move of one operation is decided on, read after the job's row was locked. */
export interface WorkPlace {
  readonly job: JobRow
  readonly part: PartRow
  readonly operation: OperationRow
  readonly siblings: readonly Sibling[]
  readonly other_parts: readonly PartStatus[]
  readonly entries: readonly TimeEntry[]
}

export async function locked_work(context: Context, operation_id: string): Promise<WorkPlace> {
  const its_job = sql`(select o.job_id from operations o where o.id = ${operation_id})`
  const its_part = sql`(select o.part_id from operations o where o.id = ${operation_id})`
  const [, operation, job, part, siblings, parts, entries] = await Promise.all([
    lock_job_of_operation(context, operation_id),
    read_operation(context, operation_id),
    read_job(context, its_job),
    read_part(context, its_part),
    context.read<Sibling>`select id, sequence, name, status, optional, dependency from operations
      where part_id = ${its_part} and id <> ${operation_id} and deleted_at is null order by sequence`,
    context.read<{ status: PartStatus }>`select status from parts where job_id = ${its_job} and id <> ${its_part} and deleted_at is null`,
    entries_of_operation(context, operation_id),
  ])
  return { operation, job, part, siblings, other_parts: parts.map(({ status }) => status), entries }
}

type WorkedAnswer = z.input<typeof Worked>

interface Moved {
  readonly place: WorkPlace
  readonly operation: OperationRow
  readonly entries: readonly TimeEntry[]
  readonly started?: readonly TimeEntry[]
  readonly ended?: readonly TimeEntry[]
  readonly warnings?: readonly Warning[]
}

function answer({ place, operation, entries, started = [], ended = [], warnings = [] }: Moved): WorkedAnswer {
  return {
    operation: { ...operation_of(operation), time_entries: [...entries] },
    previous_status: place.operation.status,
    new_status: operation.status,
    time_entries_started: started.map(({ id }) => id),
    time_entries_ended: ended.map(({ id }) => id),
    warnings: [...warnings],
  }
}

export function tell_work(
  context: Context,
  event: typeof operationStarted | typeof operationPaused | typeof operationResumed | typeof operationCompleted | typeof operationReopened,
  moved: Moved,
  at: string,
): void {
  const { operation, place, started = [], ended = [] } = moved
  const clocks = [...started, ...ended]
  const facts = {
    operation_id: operation.id,
    part_id: operation.part_id,
    job_id: operation.job_id,
    previous_status: place.operation.status,
    new_status: operation.status,
    workstation_id: operation.workstation_id,
    person_id: clocks[0]?.person_id ?? null,
    machine_id: clocks[0]?.machine_id ?? null,
    time_entry_ids: clocks.map(({ id }) => id),
  }
  context.report(event, facts, { occurred_at: at })
}

interface Who {
  readonly person_id: string | null
  readonly machine_id: string | null
  readonly kind: TimeKind
  /** Where the operation only passes through, nobody's clock is started. */
  readonly without_clock?: boolean
  /** Whether this person may have one more clock was asked already, for all that is started together. */
  readonly may_overlap?: boolean
}

/** Whose work it is: the person named, else whoever has signed in. A key works for nobody in particular. */
export const worker = (context: Context, person_id: string | null | undefined): string | null =>
  person_id === undefined ? (context.actor.kind === 'person' ? context.actor.person_id : null) : person_id

/** Starts an operation, or goes on with a held one. */
export async function start_work(context: Context, place: WorkPlace, who: Who, at: string): Promise<WorkedAnswer> {
  const { operation, job, part, siblings, entries } = place
  if (job.status === 'held') throw jobOnHold.because(`Job ${job.job_number} is on hold. Resume it first.`, { job_id: job.id })
  if (job.status === 'closed' || job.status === 'cancelled')
    throw jobNotMovable.because(`Job ${job.job_number} is ${job.status}.`, { job_id: job.id, status: job.status })
  if (job.status === 'draft' && part.sequence_policy === 'enforce') throw draftJob.because()
  if (operation.parked_from !== null)
    throw operationParked.because(`An issue stops the work at ${operation.name}. Resolve it first, or say that it stops nothing.`)
  const running = move_operation(context, operation, 'running', at)
  const warnings = assert_in_sequence(part, operation, siblings)
  if (!who.without_clock && !who.may_overlap && who.person_id) warnings.push(...(await assert_free(context, who.person_id)))
  const { job: job_now } = roll_up_start(context, { job, part }, at)
  const { person_id, machine_id, kind } = who
  const started = who.without_clock
    ? []
    : [open_entry(context, { job_id: job.id, operation_id: operation.id, person_id, machine_id, kind }, at)]
  const begun = { ...running, job_status: job_now.status }
  const moved: Moved = { place, operation: begun, entries: [...entries, ...started], started, warnings }
  tell_work(context, operation.status === 'held' ? operationResumed : operationStarted, moved, at)
  return answer(moved)
}

/** One person's clocks side by side: allowed, told or refused, as the company has it. */
export async function assert_free(context: Context, person_id: string): Promise<Warning[]> {
  const { overlap_policy } = context.policies
  if (overlap_policy === 'allow') return []
  const lock = overlap_policy === 'refuse' ? context.read`select id from people where id = ${person_id} for no key update` : []
  const [, open] = await Promise.all([
    lock,
    context.read<{
      operation_id: string
      name: string
    }>`select t.operation_id, o.name from time_entries t join operations o on o.id = t.operation_id
      where t.person_id = ${person_id} and t.ended_at is null and t.deleted_at is null`,
  ])
  const [first] = open
  if (!first) return []
  if (overlap_policy === 'refuse')
    throw personBusy.because(`This person is on the clock at ${first.name}. Stop that first.`, { operation_id: first.operation_id })
  return open.map(({ name }) => ({ reason: 'person_busy', message: `This person is also on the clock at ${name}.` }))
}

export function pause_work(context: Context, place: WorkPlace, at: string, stretches?: ReadonlyMap<string, Stretch>): WorkedAnswer {
  const { entries, closed, added_s } = close_entries(context, place.entries, at, stretches)
  const held = move_operation(context, place.operation, 'held', at, { worked_s: place.operation.worked_s + added_s })
  const moved: Moved = { place, operation: held, entries, ended: closed }
  tell_work(context, operationPaused, moved, at)
  return answer(moved)
}

export function complete_work(context: Context, place: WorkPlace, at: string, stretches?: ReadonlyMap<string, Stretch>): WorkedAnswer {
  const { job, part, siblings, other_parts } = place
  const { entries, closed, added_s } = close_entries(context, place.entries, at, stretches)
  const completed = move_operation(context, place.operation, 'completed', at, { worked_s: place.operation.worked_s + added_s })
  const moved: Moved = { place, operation: completed, entries, ended: closed }
  tell_work(context, operationCompleted, moved, at)
  roll_up_completion(context, { job, part }, all_finished(siblings), other_parts, at)
  return answer(moved)
}

export const all_finished = (siblings: readonly Sibling[]): boolean => siblings.every((one) => finished.includes(one.status))
