import type { Out } from '../api/client.ts'
import type { Action } from './action.ts'

export type Operation = Out<'operations.list'>['data'][number]
type TimeEntry = NonNullable<Operation['time_entries']>[number]

/**
 * What the server will most likely allow next, shown while it cannot be asked. It decides nothing: what is pressed on its strength is sent
 * in order, and the server says yes or no to each.
 */
const next_of: Readonly<Record<'running' | 'held' | 'completed', Operation['can']>> = {
  running: ['operations.pause', 'operations.complete', 'time_entries.start', 'quantity_reports.create', 'issues.create'],
  held: ['operations.start', 'operations.resume', 'quantity_reports.create', 'issues.create'],
  completed: ['quantity_reports.create', 'issues.create'],
}

/** The operation as it will be once all that waits has been sent. What stands behind a refusal is not expected any more. */
export function expected(operation: Operation, actions: readonly Action[]): Operation {
  let shown = operation
  for (const action of actions) {
    if (action.operation_id !== operation.id) continue
    if (action.refusal !== null) break
    shown = after(shown, action)
  }
  return shown
}

function after(operation: Operation, action: Action): Operation {
  const { verb, pressed_at: at, input, adds } = action
  const entries = operation.time_entries ?? []
  switch (verb) {
    case 'operations.start':
    case 'operations.resume':
      return { ...operation, status: 'running', can: next_of.running, time_entries: [...entries, clock(operation, action)] }
    case 'time_entries.start':
      return { ...operation, time_entries: [...entries, clock(operation, action)] }
    case 'operations.pause':
      return { ...stopped(operation, at, () => true), status: 'held', can: next_of.held }
    case 'operations.complete':
      return { ...stopped(operation, at, () => true), status: 'completed', can: next_of.completed }
    case 'time_entries.stop':
      return stopped(operation, at, ({ id }) => id === input.id || id === action.borrowed?.of_key)
    case 'issues.create':
      return input.stops_work === true ? { ...stopped(operation, at, () => true), ...parked(operation) } : operation
    default:
      return adds === null ? operation : with_pieces(operation, adds)
  }
}

/** A clock that nobody but this device knows of goes by the key of the action that starts it. */
function clock({ id: operation_id, job_id }: Operation, { key, input, pressed_at, by }: Action): TimeEntry {
  const { kind, machine_id } = input as { kind?: TimeEntry['kind']; machine_id?: string } // an input of ours
  return {
    id: key,
    number: null,
    job_id,
    operation_id,
    person_id: by,
    machine_id: machine_id ?? null,
    kind: kind ?? 'run',
    started_at: pressed_at,
    ended_at: null,
    duration_s: null,
    is_rework: false,
    notes: null,
    auto_closed: false,
    confirmed_at: null,
    origin: 'api',
    external_source: null,
    external_id: null,
    recorded_at: pressed_at,
    updated_at: pressed_at,
    revision: 1,
  }
}

function stopped(operation: Operation, at: string, which: (entry: TimeEntry) => boolean): Operation {
  let added_s = 0
  const time_entries = operation.time_entries?.map((entry) => {
    if (entry.ended_at !== null || !which(entry)) return entry
    const duration_s = Math.max(0, Math.round((Date.parse(at) - Date.parse(entry.started_at)) / 1000))
    added_s += duration_s
    return { ...entry, ended_at: at, duration_s }
  })
  return { ...operation, worked_s: operation.worked_s + added_s, ...(time_entries && { time_entries }) }
}

const parked = ({ status }: Operation): Partial<Operation> => ({ status: 'held', parked_from: status, can: ['issues.create'] })

function with_pieces(operation: Operation, { good, scrap, rework }: NonNullable<Action['adds']>): Operation {
  return {
    ...operation,
    good: operation.good + good,
    scrap: operation.scrap + scrap,
    rework: operation.rework + rework,
    available: Math.max(0, operation.available - good - scrap),
  }
}
