import type { z } from 'zod'
import { Can } from '../../kernel/can.ts'
import type { Policies } from '../../kernel/context.ts'
import { type Before, blocking } from './blocking.ts'

/** What may be done with an operation, and what is made on it. */
export const OperationCan = Can([
  'operations.start',
  'operations.pause',
  'operations.resume',
  'operations.complete',
  'time_entries.start',
  'quantity_reports.create',
  'issues.create',
  'operations.send_out',
  'operations.take_back',
  'operations.skip',
  'operations.cancel',
  'operations.reopen',
  'operations.update',
  'operations.delete',
])
type OperationVerb = z.output<typeof OperationCan>[number]

/** The state that decides; its own, and that of what it belongs to. */
export interface OperationState {
  readonly status: string
  readonly kind: string
  readonly parked_from: string | null
  readonly sent_at: string | null
  readonly returned_at: string | null
  readonly available: number
  readonly worked_s: number
  readonly good: number
  readonly scrap: number
  readonly rework: number
  readonly mrb: number
  readonly job_status: string
  readonly part_status: string
  readonly part_policy: Policies['sequence_policy']
  /** Read only where the part’s order is enforced. */
  readonly unfinished_before: readonly Before[] | null
}

type Test = (operation: OperationState) => boolean

const put_away: Test = ({ job_status }) => job_status === 'closed' || job_status === 'cancelled'
const left_out: Test = ({ status }) => status === 'skipped' || status === 'cancelled'
const is_open: Test = ({ status }) => status === 'waiting' || status === 'held'
const is_running: Test = ({ status }) => status === 'running'

const startable: Test = (operation) => {
  const { job_status, part_status, part_policy, available, unfinished_before } = operation
  if (!is_open(operation) || operation.parked_from !== null || put_away(operation)) return false
  if (job_status === 'held' || part_status === 'cancelled') return false
  if (job_status === 'draft' && part_policy === 'enforce') return false
  return blocking(part_policy, available, unfinished_before ?? []).length === 0
}

const possible: Readonly<Record<OperationVerb, Test>> = {
  'operations.start': startable,
  'operations.pause': is_running,
  'operations.resume': (operation) => operation.status === 'held' && startable(operation),
  'operations.complete': is_running,
  'time_entries.start': (operation) => is_running(operation) && operation.job_status === 'running',
  'quantity_reports.create': (operation) => !left_out(operation) && !put_away(operation),
  'issues.create': () => true,
  'operations.send_out': (operation) => operation.kind === 'outside' && startable(operation),
  'operations.take_back': (operation) => is_running(operation) && operation.sent_at !== null && operation.returned_at === null,
  'operations.skip': is_open,
  'operations.cancel': is_open,
  'operations.reopen': (operation) => (operation.status === 'completed' || operation.status === 'skipped') && !put_away(operation),
  'operations.update': () => true,
  // What has time or pieces on it stays; whether there was an issue or a clock of no length is asked when it is tried.
  'operations.delete': ({ worked_s, good, scrap, rework, mrb }) => worked_s + good + scrap + rework + mrb === 0,
}

export const what_can_be_done = (operation: OperationState): OperationVerb[] =>
  OperationCan.element.options.filter((name) => possible[name](operation))
