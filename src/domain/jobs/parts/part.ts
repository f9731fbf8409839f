import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { refusal } from '../../../kernel/errors.ts'
import { Metadata, Name, Pieces, Revision, Text } from '../../../kernel/fields.ts'
import { Id } from '../../../kernel/id.ts'
import { type Sql, sql } from '../../../kernel/sql.ts'
import { Due, Moment } from '../../../kernel/time.ts'
import { GatePolicy, SequencePolicy } from '../../routings/routing.ts'

export const PartStatus = z.enum(['waiting', 'running', 'held', 'completed', 'cancelled']).meta({ id: 'PartStatus' })
export type PartStatus = z.output<typeof PartStatus>

export { GatePolicy, SequencePolicy }

const Label = z.string().trim().max(255).nullable()

/** What a person or system may say of a part beside its number and quantity. */
export const part_fields = {
  material: Label,
  material_lot: Label.meta({ description: 'Heat or lot number.' }),
  material_supplier: Label,
  material_cert_number: Label,
  drawing_number: Label,
  drawing_revision: Label.meta({ description: 'The revision this part is made to; later ones do not change it.' }),
  drawing_url: z.string().max(2048).nullable(),
  step_file_url: z.string().max(2048).nullable(),
  file_paths: z.array(z.string().min(1).max(2048)).max(100),
  cnc_program_name: Label,
  is_bullet_card: z.boolean().meta({ description: 'Goes first everywhere.' }),
  due: Due.nullable(),
  priority: z.number().int().min(-2_147_483_648).max(2_147_483_647),
  notes: Text.nullable(),
  metadata: Metadata.nullable(),
}

export const Part = z
  .object({
    id: Id,
    job_id: Id,
    parent_id: Id.nullable(),
    position: z.number().int(),
    part_number: Name.meta({ description: 'Unique within the job.' }),
    name: Name,
    product_id: Id.nullable(),
    routing_id: Id.nullable(),
    status: PartStatus,
    quantity: Pieces,
    short_by: Pieces.meta({ description: 'Pieces lost to scrap that the order still wants.' }),
    sequence_policy: SequencePolicy,
    gate_policy: GatePolicy,
    ...part_fields,
    workstation_id: Id.nullable(),
    external_source: z.string().nullable(),
    external_id: z.string().nullable(),
    started_at: Moment.nullable(),
    completed_at: Moment.nullable(),
    created_at: Moment,
    updated_at: Moment,
    revision: Revision,
    job: z.object({ id: Id, job_number: z.string(), customer: z.string().nullable() }),
  })
  .meta({ id: 'Part' })
export type Part = z.output<typeof Part>

export const part_moves: Readonly<Record<PartStatus, readonly PartStatus[]>> = {
  waiting: ['running', 'cancelled'],
  running: ['held', 'completed', 'cancelled'],
  held: ['running', 'cancelled'],
  completed: [],
  cancelled: [],
}
/** Only new work leads back. */
export const part_reopens: readonly PartStatus[] = ['completed']

export const partUnknown = refusal('not_found', 'part_unknown', 'There is no such part.')
export const partNotMovable = refusal('conflict', 'part_not_movable', 'The part’s status does not allow that.')
export const partNumberTaken = refusal('conflict', 'part_number_taken', 'Another part of this job has that number.')
export const partHasChildren = refusal('conflict', 'part_has_children', 'Other parts belong to this one. Remove or move them first.')
export const partStale = refusal('stale', 'part_stale', 'The part was changed since you read it. Read it again.')

/** Scrap and pieces for review anywhere along the part are missing at its end, but for what was made too many. */
export const part_columns = sql`parts.id, parts.job_id, parts.parent_id, parts.position, parts.part_number, parts.name, parts.product_id, parts.routing_id,
  parts.status, parts.quantity, parts.sequence_policy, parts.gate_policy, parts.material, parts.material_lot, parts.material_supplier, parts.material_cert_number,
  parts.drawing_number, parts.drawing_revision, parts.drawing_url, parts.step_file_url, parts.file_paths, parts.cnc_program_name, parts.is_bullet_card,
  parts.due, parts.priority, parts.notes, parts.metadata, parts.workstation_id, parts.external_source, parts.external_id,
  parts.started_at, parts.completed_at, parts.created_at, parts.updated_at, parts.revision,
  (select least(parts.quantity, coalesce(sum(o.scrap + o.mrb), 0)) from operations o where o.part_id = parts.id and o.deleted_at is null) as short_by,
  jobs.job_number, jobs.customer`

export interface PartRow extends Omit<Part, 'job'> {
  readonly job_number: string
  readonly customer: string | null
}

export function part_of(row: PartRow): Part {
  const { job_number, customer, ...part } = row
  return { ...part, job: { id: row.job_id, job_number, customer } }
}

/** By its id, or by a piece of SQL that finds the id. */
export async function read_part(context: Context, id: string | Sql): Promise<PartRow> {
  const [row] = await context.read<PartRow>`
    select ${part_columns} from parts join jobs on jobs.id = parts.job_id
    where parts.id = ${id} and parts.deleted_at is null and jobs.deleted_at is null`
  if (!row) throw typeof id === 'string' ? partUnknown.because(`There is no part ${id}.`) : partUnknown.because()
  return row
}

export const lock_job_of_part = (context: Context, part_id: string): Promise<{ id: string }[]> =>
  context.read<{
    id: string
  }>`select id from jobs where id = (select job_id from parts where id = ${part_id}) and deleted_at is null for no key update`

export function move_part(context: Context, part: PartRow, to: PartStatus, at: string): PartRow {
  const reopens = to === 'running' && part_reopens.includes(part.status)
  const possible = part_moves[part.status]
  if (!reopens && !possible.includes(to)) {
    const onward = possible.length === 0 ? 'there is no way on from there' : `from there it can become ${possible.join(' or ')}`
    throw partNotMovable.because(`Part ${part.part_number} is ${part.status}; ${onward}.`, {
      part_id: part.id,
      status: part.status,
      wanted: to,
      possible,
    })
  }
  const times =
    to === 'running' ? { started_at: part.started_at ?? at, completed_at: null } : to === 'completed' ? { completed_at: at } : {}
  const changes = { status: to, ...times, updated_at: context.now }
  context.change('parts', part.id, changes)
  context.count('parts', part.status, -1)
  context.count('parts', to, 1)
  return { ...part, ...changes }
}
