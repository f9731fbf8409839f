import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { refusal } from '../../../kernel/errors.ts'
import { Text } from '../../../kernel/fields.ts'
import { Id, new_id } from '../../../kernel/id.ts'
import { type Sql, sql } from '../../../kernel/sql.ts'
import { Moment } from '../../../kernel/time.ts'
import { DefectSeverity } from '../defect-codes/defect-code.ts'
import { qualityEventRecorded } from './events.ts'
import { QualityEventKind, QualityResult } from './words.ts'

/** What is said of a unit. */
export const quality_event_fields = { kind: QualityEventKind, result: QualityResult, notes: Text.nullable() }

export const QualityEvent = z
  .object({
    id: Id,
    unit_id: Id,
    job_id: Id,
    operation_id: Id.nullable().meta({ description: 'Where the unit stood in its routing.' }),
    workstation_id: Id.nullable().meta({ description: 'Where it was found.' }),
    ...quality_event_fields,
    defect_code_id: Id.nullable(),
    person_id: Id.nullable(),
    occurred_at: Moment,
    recorded_at: Moment,
    unit: z.object({ id: Id, serial_number: z.string() }),
    workstation: z.object({ id: Id, name: z.string() }).nullable(),
    defect_code: z.object({ id: Id, code: z.string(), severity: DefectSeverity }).nullable(),
  })
  .meta({ id: 'QualityEvent', description: 'What an inspection, a measurement, rework or scrap said of a unit. It is never changed.' })
export type QualityEvent = z.output<typeof QualityEvent>

export const quality_event_columns = sql`quality_events.id, quality_events.unit_id, quality_events.job_id, quality_events.operation_id,
  quality_events.workstation_id, quality_events.kind, quality_events.result, quality_events.defect_code_id, quality_events.notes,
  quality_events.person_id, quality_events.occurred_at, quality_events.recorded_at,
  jsonb_build_object('id', units.id, 'serial_number', units.serial_number) as unit,
  case when workstations.id is not null then jsonb_build_object('id', workstations.id, 'name', workstations.name) end as workstation,
  case when defect_codes.id is not null then
    jsonb_build_object('id', defect_codes.id, 'code', defect_codes.code, 'severity', defect_codes.severity) end as defect_code`

export const quality_event_tables = sql`quality_events join units on units.id = quality_events.unit_id
  left join workstations on workstations.id = quality_events.workstation_id
  left join defect_codes on defect_codes.id = quality_events.defect_code_id`

export const qualityEventUnknown = refusal('not_found', 'quality_event_unknown', 'There is no such quality event.')

export async function read_quality_event(context: Context, id: string | Sql): Promise<QualityEvent> {
  const [row] = await context.read<QualityEvent>`
    select ${quality_event_columns} from ${quality_event_tables} where quality_events.id = ${id}`
  if (!row) throw qualityEventUnknown.because()
  return row
}

/** What is told of one; what is left out is not known. */
export interface Found {
  readonly unit_id: string
  readonly job_id: string
  readonly operation_id?: string | null
  readonly workstation_id?: string | null
  readonly kind: QualityEvent['kind']
  readonly result: QualityEvent['result']
  readonly defect_code_id?: string | null
  readonly notes?: string | null
  readonly person_id?: string | null
  readonly at: string
}

/** Writes it down and tells it; answers its id. */
export function record_quality_event(context: Context, found: Found): string {
  const { at, unit_id, job_id, kind, result } = found
  const { operation_id = null, workstation_id = null, defect_code_id = null, notes = null, person_id = null } = found
  const id = new_id()
  const told = { unit_id, job_id, operation_id, workstation_id, kind, result, defect_code_id, person_id }
  context.insert('quality_events', [{ id, ...told, notes, occurred_at: at, recorded_at: context.now }])
  context.report(qualityEventRecorded, { quality_event_id: id, ...told }, { occurred_at: at })
  return id
}
