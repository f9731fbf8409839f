import type { Context } from '../../../kernel/context.ts'
import { identifier, json } from '../../../kernel/sql.ts'
import { roll_up_start, start_job_of_part } from '../../jobs/roll-up.ts'
import { operationReopened, operationStarted } from '../../operations/events.ts'
import { move_operation, set_operation_status } from '../../operations/operation.ts'
import { first_start, first_worker } from './lay-out.ts'
import type { Masters } from './named.ts'
import type { PlacedJob, PlacedOperation } from './place.ts'

/** Work that was there before: what waited is started, what was done goes on, by the rules that every start follows. */
export function go_on(context: Context, jobs: readonly PlacedJob[], masters: Masters): void {
  for (const { found, parts } of jobs) {
    let job = found
    for (const { found: part, operations } of parts) {
      const worked = operations.filter(({ entries }) => entries.length > 0)
      if (!job || worked.length === 0) continue
      for (const operation of worked) start(context, operation, masters)
      const at = first_start(worked)
      job = part ? roll_up_start(context, { job, part }, at).job : start_job_of_part(context, job, at)
    }
  }
  move_starts_back(context, jobs)
}

function start(context: Context, placed: PlacedOperation, masters: Masters): void {
  const { found: operation } = placed
  if (!operation || (operation.status !== 'waiting' && operation.status !== 'completed')) return
  const at = first_start([placed])
  const facts = { operation_id: operation.id, part_id: operation.part_id, job_id: operation.job_id, time_entry_ids: [] }
  const moved = { previous_status: operation.status, new_status: 'running', ...first_worker(placed, masters) } as const
  if (operation.status === 'waiting') move_operation(context, operation, 'running', at)
  else set_operation_status(context, operation, 'running', at, { completion_percentage: 0 })
  context.report(operation.status === 'waiting' ? operationStarted : operationReopened, { ...facts, ...moved }, { occurred_at: at })
}

interface Started {
  readonly id: string
  readonly started_at: string | null
}

/** A log may know of earlier work than what was told before. */
function move_starts_back(context: Context, jobs: readonly PlacedJob[]): void {
  const parts = jobs.flatMap((job) => job.parts)
  move_back(
    context,
    'jobs',
    jobs.map((job) => ({ found: job.found, operations: job.parts.flatMap((part) => part.operations) })),
  )
  move_back(
    context,
    'parts',
    parts.map((part) => ({ found: part.found, operations: part.operations })),
  )
  move_back(
    context,
    'operations',
    parts.flatMap((part) => part.operations.map((one) => ({ found: one.found, operations: [one] }))),
  )
}

function move_back(
  context: Context,
  table: 'jobs' | 'parts' | 'operations',
  things: readonly { readonly found: Started | null; readonly operations: readonly PlacedOperation[] }[],
): void {
  const earlier = things.flatMap(({ found, operations }) => {
    const worked = operations.filter(({ entries }) => entries.length > 0)
    if (!found?.started_at || worked.length === 0) return []
    const at = first_start(worked)
    return at < found.started_at ? [{ id: found.id, at }] : []
  })
  if (earlier.length === 0) return
  context.write`update ${identifier(table)} as t set started_at = given.at, updated_at = ${context.now}
    from jsonb_to_recordset(${json(earlier)}::jsonb) as given (id uuid, at timestamptz) where t.id = given.id`
}
