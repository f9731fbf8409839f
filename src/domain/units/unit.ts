import { z } from 'zod'
import { Can } from '../../kernel/can.ts'
import { code } from '../../kernel/code.ts'
import type { Context } from '../../kernel/context.ts'
import { refusal } from '../../kernel/errors.ts'
import { Revision, Text } from '../../kernel/fields.ts'
import { Id } from '../../kernel/id.ts'
import { type Sql, sql } from '../../kernel/sql.ts'
import { Moment } from '../../kernel/time.ts'
import type { OperationRow } from '../operations/operation.ts'

export const UnitStatus = z.enum(['open', 'held', 'completed', 'scrapped']).meta({ id: 'UnitStatus' })
export type UnitStatus = z.output<typeof UnitStatus>

const Standing = z.object({
  id: Id,
  sequence: z.number().int(),
  name: z.string(),
  workstation_id: Id.nullable(),
  is_gate: z.boolean(),
})

const UnitCan = Can(['units.move', 'units.fail', 'units.rework', 'units.scrap', 'units.hold', 'units.resume'])
type UnitVerb = z.output<typeof UnitCan>[number]

export const Unit = z
  .object({
    id: Id,
    code: z.string().meta({ description: 'What to scan on its label.', examples: ['U1G7'] }),
    serial_number: z.string().meta({ description: 'Unique within the company.' }),
    status: UnitStatus,
    product_id: Id.nullable(),
    routing_id: Id.nullable().meta({ description: 'The version it is made by; later ones do not change it.' }),
    job_id: Id,
    part_id: Id,
    operation_id: Id.nullable().meta({ description: 'Where it stands; null before its first operation and after its last.' }),
    reworks: z.number().int().meta({ description: 'How often it was sent back to be worked on again.' }),
    material_lot: z.string().nullable().meta({ description: 'Heat or lot number of what it is made from.' }),
    notes: Text.nullable(),
    held_at: Moment.nullable(),
    completed_at: Moment.nullable(),
    scrapped_at: Moment.nullable(),
    created_at: Moment,
    updated_at: Moment,
    revision: Revision,
    operation: Standing.nullable(),
    last_sequence: z.number().int().nullable().meta({ description: 'The sequence of the last operation of its part.' }),
    product: z.object({ id: Id, product_number: z.string(), name: z.string() }).nullable(),
    routing: z.object({ id: Id, family_id: Id, name: z.string(), version: z.number().int() }).nullable(),
    job: z.object({ id: Id, job_number: z.string(), origin: z.string() }),
    can: UnitCan,
  })
  .meta({ id: 'Unit', description: 'One serialised piece on its way through the operations of its part.' })
export type Unit = z.output<typeof Unit>

export const unitUnknown = refusal('not_found', 'unit_unknown', 'There is no such unit.')
export const unitNotMovable = refusal('conflict', 'unit_not_movable', 'The unit’s status does not allow that.')
export const unitElsewhere = refusal('conflict', 'unit_elsewhere', 'The unit does not stand there any more. Look where it is.')
export const unitHasNoOperations = refusal('refused', 'unit_has_no_operations', 'There are no operations to make it by.')
export const unitAtNoOperation = refusal('conflict', 'unit_at_no_operation', 'The unit has not entered its first operation yet.')
export const unitNotSentBack = refusal(
  'refused',
  'unit_not_sent_back',
  'A unit is sent back to where it stands, or to an earlier operation of its part.',
)
export const unitNotAtGate = refusal('conflict', 'unit_not_at_gate', 'The unit does not stand at a gate.')
export const gateNeedsDecision = refusal(
  'conflict',
  'gate_needs_decision',
  'The unit stands at a gate where somebody has to decide. Say that it passes, fails, is reworked or scrapped.',
)
export const unitBeforeArrival = refusal('invalid', 'unit_before_arrival', 'A unit cannot leave before it has arrived.')
export const serialTaken = refusal('conflict', 'serial_number_taken', 'Another unit has that serial number.')

const plain = sql`units.id, units.code_number, units.serial_number, units.status, units.product_id, units.routing_id, units.job_id, units.part_id,
  units.operation_id, units.reworks, units.material_lot, units.notes, units.held_at, units.completed_at, units.scrapped_at, units.created_at,
  units.updated_at, units.revision`

export const unit_columns = sql`${plain},
  (select max(o.sequence) from operations o where o.part_id = units.part_id and o.deleted_at is null) as last_sequence,
  jobs.job_number, jobs.origin as job_origin, jobs.status as job_status, products.product_number, products.name as product_name, routings.family_id as routing_family_id,
  routings.name as routing_name, routings.version as routing_version, operations.sequence as operation_sequence,
  operations.name as operation_name, operations.workstation_id as operation_workstation_id, operations.is_gate as operation_is_gate,
  operations.parked_from as operation_parked_from`

export const unit_tables = sql`units join jobs on jobs.id = units.job_id left join products on products.id = units.product_id
  left join routings on routings.id = units.routing_id
  left join operations on operations.id = units.operation_id`

/** A unit as its own table has it. */
export interface PlainUnit extends Readonly<Omit<Unit, 'code' | 'operation' | 'last_sequence' | 'product' | 'routing' | 'job' | 'can'>> {
  readonly code_number: number
}

export interface UnitRow extends PlainUnit {
  readonly last_sequence: number | null
  readonly job_number: string
  readonly job_origin: string
  readonly job_status: string
  readonly product_number: string | null
  readonly product_name: string | null
  readonly routing_family_id: string | null
  readonly routing_name: string | null
  readonly routing_version: number | null
  readonly operation_sequence: number | null
  readonly operation_name: string | null
  readonly operation_workstation_id: string | null
  readonly operation_is_gate: boolean | null
  readonly operation_parked_from: string | null
}

type Test = (unit: UnitRow) => boolean

const goes_on: Test = ({ job_status }) => job_status !== 'held' && job_status !== 'closed' && job_status !== 'cancelled'
const still_there: Test = ({ status }) => status === 'open' || status === 'held'

const possible: Readonly<Record<UnitVerb, Test>> = {
  'units.move': (unit) => unit.status === 'open' && goes_on(unit) && unit.last_sequence !== null && unit.operation_parked_from === null,
  'units.fail': (unit) => still_there(unit) && unit.operation_is_gate === true,
  'units.rework': (unit) => unit.status === 'open' && goes_on(unit) && unit.operation_id !== null,
  'units.scrap': (unit) => still_there(unit) && goes_on(unit),
  'units.hold': ({ status }) => status === 'open',
  'units.resume': (unit) => unit.status === 'held' && goes_on(unit),
}

export function unit_of(row: UnitRow): Unit {
  const {
    code_number,
    job_number,
    job_origin,
    job_status: _,
    product_number,
    product_name,
    routing_family_id,
    routing_name,
    routing_version,
    operation_sequence,
    operation_name,
    operation_workstation_id,
    operation_is_gate,
    operation_parked_from: __,
    ...unit
  } = row
  return {
    ...unit,
    code: code('U', code_number),
    operation:
      row.operation_id === null
        ? null
        : {
            id: row.operation_id,
            sequence: operation_sequence ?? 0,
            name: operation_name ?? '',
            workstation_id: operation_workstation_id,
            is_gate: operation_is_gate ?? false,
          },
    product: row.product_id === null ? null : { id: row.product_id, product_number: product_number ?? '', name: product_name ?? '' },
    routing:
      row.routing_id === null
        ? null
        : { id: row.routing_id, family_id: routing_family_id ?? '', name: routing_name ?? '', version: routing_version ?? 0 },
    job: { id: row.job_id, job_number, origin: job_origin },
    can: UnitCan.element.options.filter((name) => possible[name](row)),
  }
}

/** The unit as it is shown where it has just come to stand. */
export const standing_at = (
  row: UnitRow,
  operation: Pick<OperationRow, 'sequence' | 'name' | 'workstation_id' | 'is_gate' | 'parked_from'> | undefined,
): Unit =>
  unit_of({
    ...row,
    operation_sequence: operation?.sequence ?? null,
    operation_name: operation?.name ?? null,
    operation_workstation_id: operation?.workstation_id ?? null,
    operation_is_gate: operation?.is_gate ?? null,
    operation_parked_from: operation?.parked_from ?? null,
  })

/** By its id, or by a piece of SQL that finds the id. */
export async function read_unit(context: Context, id: string | Sql): Promise<UnitRow> {
  const [row] = await context.read<UnitRow>`
    select ${unit_columns} from ${unit_tables} where units.id = ${id} and units.deleted_at is null and jobs.deleted_at is null`
  if (!row) throw typeof id === 'string' ? unitUnknown.because(`There is no unit ${id}.`) : unitUnknown.because()
  return row
}

export const units_at = (context: Context, operation_id: string): Promise<PlainUnit[]> =>
  context.read<PlainUnit>`select ${plain} from units where operation_id = ${operation_id} and status = 'open' and deleted_at is null order by id`
