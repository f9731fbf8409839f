import { z } from 'zod'
import { code } from '../../kernel/code.ts'
import type { Context, Policies } from '../../kernel/context.ts'
import { refusal } from '../../kernel/errors.ts'
import { Metadata, Name, Pieces, Revision, Seconds, Text } from '../../kernel/fields.ts'
import { Id } from '../../kernel/id.ts'
import { type Sql, sql } from '../../kernel/sql.ts'
import { Moment } from '../../kernel/time.ts'
import type { JobStatus } from '../jobs/job.ts'
import type { PartStatus } from '../jobs/parts/part.ts'
import { Dependency, StepKind as OperationKind, plan_fields } from '../routings/step.ts'
import type { Before } from './blocking.ts'
import { OperationCan, what_can_be_done } from './can.ts'

export { Dependency, OperationKind, plan_fields }

export const OperationStatus = z.enum(['waiting', 'running', 'held', 'completed', 'skipped', 'cancelled']).meta({ id: 'OperationStatus' })
export type OperationStatus = z.output<typeof OperationStatus>

export const Operation = z
  .object({
    id: Id,
    code: z.string().meta({ description: 'What to scan on the traveller.', examples: ['O2Z9'] }),
    job_id: Id,
    part_id: Id,
    sequence: z.number().int().meta({ description: 'Its place in the part; unique there.' }),
    name: Name,
    workstation_id: Id.nullable(),
    assigned_person_id: Id.nullable(),
    kind: OperationKind,
    supplier: z.string().nullable(),
    sent_at: Moment.nullable(),
    returned_at: Moment.nullable(),
    status: OperationStatus,
    parked_from: OperationStatus.nullable().meta({ description: 'Where an issue stops the work: what it was before, and will be again.' }),
    ...plan_fields,
    planned_s: Seconds.nullable().meta({ description: 'The total, or set-up plus run for the part’s quantity.' }),
    instructions: Text.nullable(),
    notes: Text.nullable(),
    optional: z.boolean(),
    dependency: Dependency,
    is_gate: z.boolean().meta({ description: 'Units are passed or failed here before they go on.' }),
    routing_step_id: Id.nullable().meta({ description: 'The step it was copied from.' }),
    completion_percentage: z.number().int().min(0).max(100),
    good: Pieces,
    scrap: Pieces,
    rework: Pieces,
    mrb: Pieces.meta({ description: 'Pieces put aside for the material review board.' }),
    available: Pieces.meta({ description: 'Pieces that could be worked on now: good of the step before, less what was made here.' }),
    short_by: Pieces.meta({ description: 'Pieces lost up to here that the order still wants.' }),
    worked_s: Seconds.meta({ description: 'The sum of its ended time entries.' }),
    metadata: Metadata.nullable(),
    external_source: z.string().nullable(),
    external_id: z.string().nullable(),
    started_at: Moment.nullable(),
    held_at: Moment.nullable(),
    resumed_at: Moment.nullable(),
    completed_at: Moment.nullable(),
    created_at: Moment,
    updated_at: Moment,
    revision: Revision,
    part: z.object({ id: Id, part_number: z.string(), material: z.string().nullable(), quantity: Pieces }),
    job: z.object({ id: Id, job_number: z.string(), customer: z.string().nullable() }),
    workstation: z.object({ id: Id, name: z.string(), color: z.string().nullable(), position: z.number().int() }).nullable(),
    assigned_person: z.object({ id: Id, name: z.string(), email: z.string().nullable() }).nullable(),
    can: OperationCan,
  })
  .meta({ id: 'Operation' })
export type Operation = z.output<typeof Operation>

export const operation_moves: Readonly<Record<OperationStatus, readonly OperationStatus[]>> = {
  waiting: ['running', 'skipped', 'cancelled'],
  running: ['held', 'completed'],
  held: ['running', 'skipped', 'cancelled'],
  completed: [],
  skipped: [],
  cancelled: [],
}
/** Only `operations.reopen` leads back. */
export const operation_reopens: readonly OperationStatus[] = ['completed', 'skipped']
/** Nothing more will happen to these by themselves. */
export const finished: readonly OperationStatus[] = ['completed', 'skipped', 'cancelled']

export const operationUnknown = refusal('not_found', 'operation_unknown', 'There is no such operation.')
export const operationNotMovable = refusal('conflict', 'operation_not_movable', 'The operation’s status does not allow that.')
export const operationSequenceTaken = refusal('conflict', 'operation_sequence_taken', 'Another operation of this part has that sequence.')
export const operationStale = refusal('stale', 'operation_stale', 'The operation was changed since you read it. Read it again.')
export const operationHasTime = refusal('conflict', 'operation_has_time', 'Time has been booked on this operation. Cancel it instead.')
export const operationHasIssues = refusal(
  'conflict',
  'operation_has_issues',
  'Something was reported wrong at this operation. Cancel it instead.',
)
export const operationParked = refusal(
  'conflict',
  'operation_parked',
  'An issue stops the work at this operation. Resolve it first, or say that it stops nothing.',
)
export const jobOnHold = refusal('conflict', 'job_on_hold', 'The job is on hold. Resume it first.')

const planned_s = sql`coalesce(operations.planned_total_s,
  case when operations.planned_setup_s is null and operations.planned_run_s_per_piece is null then null
  else round(coalesce(operations.planned_setup_s, 0) + coalesce(operations.planned_run_s_per_piece, 0) * parts.quantity) end)`

/** Good pieces of the nearest earlier step that is done at all; the whole part where there is none. */
const supplied = sql`coalesce((select b.good from operations b
  where b.part_id = operations.part_id and b.sequence < operations.sequence and b.deleted_at is null and b.status not in ('skipped', 'cancelled')
  order by b.sequence desc limit 1), parts.quantity)`

/** What stands in the way of a start where the order is enforced; nothing is looked for elsewhere. */
const unfinished_before = sql`case when parts.sequence_policy in ('enforce', 'per_step') then
  (select coalesce(json_agg(json_build_object('status', b.status, 'dependency', b.dependency)), '[]') from operations b
    where b.part_id = operations.part_id and b.sequence < operations.sequence and not b.optional and b.deleted_at is null
      and b.status not in ('completed', 'skipped', 'cancelled')) end`

export const operation_columns = sql`operations.id, operations.code_number, operations.job_id, operations.part_id, operations.sequence, operations.name,
  operations.workstation_id, operations.assigned_person_id, operations.kind, operations.supplier, operations.sent_at, operations.returned_at,
  operations.status, operations.parked_from, operations.planned_setup_s, operations.planned_run_s_per_piece, operations.planned_total_s, ${planned_s} as planned_s,
  operations.instructions, operations.notes, operations.optional, operations.dependency, operations.is_gate, operations.routing_step_id, operations.completion_percentage,
  operations.good, operations.scrap, operations.rework, operations.mrb,
  greatest(0, ${supplied} - operations.good - operations.scrap - operations.mrb) as available,
  (select least(parts.quantity, coalesce(sum(b.scrap + b.mrb), 0)) from operations b
    where b.part_id = operations.part_id and b.sequence <= operations.sequence and b.deleted_at is null) as short_by,
  operations.worked_s, operations.metadata, operations.external_source, operations.external_id,
  operations.started_at, operations.held_at, operations.resumed_at, operations.completed_at, operations.created_at, operations.updated_at, operations.revision,
  parts.part_number, parts.material, parts.quantity as part_quantity,
  parts.status as part_status, parts.sequence_policy as part_policy, ${unfinished_before} as unfinished_before,
  jobs.job_number, jobs.customer, jobs.status as job_status,
  workstations.name as workstation_name, workstations.color as workstation_color, workstations.position as workstation_position,
  people.name as person_name, people.email as person_email`

export const operation_tables = sql`operations join parts on parts.id = operations.part_id join jobs on jobs.id = operations.job_id
  left join workstations on workstations.id = operations.workstation_id left join people on people.id = operations.assigned_person_id`

export interface OperationRow extends Omit<Operation, 'code' | 'part' | 'job' | 'workstation' | 'assigned_person' | 'can'> {
  readonly code_number: number
  readonly part_number: string
  readonly material: string | null
  readonly part_quantity: number
  readonly part_status: PartStatus
  readonly part_policy: Policies['sequence_policy']
  readonly unfinished_before: readonly Before[] | null
  readonly job_number: string
  readonly customer: string | null
  readonly job_status: JobStatus
  readonly workstation_name: string | null
  readonly workstation_color: string | null
  readonly workstation_position: number | null
  readonly person_name: string | null
  readonly person_email: string | null
}

export function operation_of(row: OperationRow): Operation {
  const {
    code_number,
    part_number,
    material,
    part_quantity,
    part_status: _,
    part_policy: __,
    unfinished_before: ___,
    job_number,
    customer,
    job_status: ____,
    workstation_name,
    workstation_color: color,
    workstation_position,
    person_name,
    person_email,
    ...operation
  } = row
  return {
    ...operation,
    code: code('O', code_number),
    part: { id: row.part_id, part_number, material, quantity: part_quantity },
    job: { id: row.job_id, job_number, customer },
    workstation:
      row.workstation_id && workstation_name !== null
        ? { id: row.workstation_id, name: workstation_name, color, position: workstation_position ?? 1 }
        : null,
    assigned_person:
      row.assigned_person_id && person_name !== null ? { id: row.assigned_person_id, name: person_name, email: person_email } : null,
    can: what_can_be_done(row),
  }
}

/** By its id, or by a piece of SQL that finds the id. */
export async function read_operation(context: Context, id: string | Sql): Promise<OperationRow> {
  const [row] = await context.read<OperationRow>`
    select ${operation_columns} from ${operation_tables}
    where operations.id = ${id} and operations.deleted_at is null and parts.deleted_at is null and jobs.deleted_at is null`
  if (!row) throw typeof id === 'string' ? operationUnknown.because(`There is no operation ${id}.`) : operationUnknown.because()
  return row
}

export const lock_job_of_operation = (context: Context, operation_id: string): Promise<{ id: string }[]> =>
  context.read<{
    id: string
  }>`select id from jobs where id = (select job_id from operations where id = ${operation_id}) and deleted_at is null for no key update`

/** Moves the operation if the table of moves allows it, with the times that go with the new status. */
export function move_operation(
  context: Context,
  operation: OperationRow,
  to: OperationStatus,
  at: string,
  more: Partial<OperationRow> = {},
): OperationRow {
  const possible = operation_moves[operation.status]
  if (!possible.includes(to)) {
    const onward = possible.length === 0 ? 'there is no way on from there' : `from there it can become ${possible.join(' or ')}`
    throw operationNotMovable.because(`Operation ${operation.name} is ${operation.status}; ${onward}.`, {
      operation_id: operation.id,
      status: operation.status,
      wanted: to,
      possible,
    })
  }
  return set_operation_status(context, operation, to, at, more)
}

export function set_operation_status(
  context: Context,
  operation: OperationRow,
  to: OperationStatus,
  at: string,
  more: Partial<OperationRow>,
): OperationRow {
  const no_longer_parked = operation.parked_from === null ? {} : { parked_from: null }
  const changes = { status: to, ...times_of_move(operation, to, at), ...no_longer_parked, ...more, updated_at: context.now }
  context.change('operations', operation.id, changes)
  context.count('operations', operation.status, -1)
  context.count('operations', to, 1)
  return { ...operation, ...changes }
}

function times_of_move(operation: OperationRow, to: OperationStatus, at: string): Partial<OperationRow> {
  switch (to) {
    case 'running':
      return {
        started_at: operation.started_at ?? at,
        held_at: null,
        completed_at: null,
        ...(operation.status === 'held' ? { resumed_at: at } : {}),
      }
    case 'held':
      return { held_at: at }
    case 'completed':
      return { held_at: null, completed_at: at, completion_percentage: 100 }
    default:
      return {}
  }
}
