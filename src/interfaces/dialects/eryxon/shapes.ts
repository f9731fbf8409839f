import { z } from 'zod'
import type { Workstation } from '../../../domain/floor/workstations/workstation.ts'
import type { Job } from '../../../domain/jobs/job.ts'
import type { Part } from '../../../domain/jobs/parts/part.ts'
import type { Operation } from '../../../domain/operations/operation.ts'
import type { TimeEntry } from '../../../domain/operations/time-entries/time-entry.ts'
import { job_status, job_words, minutes_of, operation_status, part_status, told_apart } from './words.ts'

const Status = z.enum(job_words)
const text = z.string().nullable()
const moment = z.iso.datetime().nullable()
const minutes = z.number().int().nullable().meta({ description: 'Minutes.' })
const Metadata = z.record(z.string(), z.json()).nullable()
const whole = z.number().int()
const made = { created_at: z.iso.datetime(), updated_at: z.iso.datetime() }
const external = { external_id: text, external_source: text }

const default_color = '#3B82F6'
const CellShown = z.strictObject({ id: z.string(), name: z.string(), color: z.string(), sequence: whole })
const JobShown = z.strictObject({ id: z.string(), job_number: z.string(), customer: text })
const cell_shown = (cell: Operation['workstation']): z.input<typeof CellShown> | null =>
  cell && { id: cell.id, name: cell.name, color: cell.color ?? default_color, sequence: cell.position }

export const EryxonTimeEntry = z
  .strictObject({
    id: z.string(),
    start_time: z.iso.datetime(),
    end_time: moment,
    duration: minutes,
    operator_id: text,
    time_type: z.string(),
  })
  .meta({ id: 'EryxonTimeEntry' })

export const time_entry_out = (entry: TimeEntry): z.input<typeof EryxonTimeEntry> => ({
  id: entry.id,
  start_time: entry.started_at,
  end_time: entry.ended_at,
  duration: minutes_of(entry.duration_s),
  operator_id: entry.person_id,
  time_type: entry.kind,
})

const operation_shown = {
  id: z.string(),
  operation_name: z.string(),
  sequence: whole,
  status: Status,
  completion_percentage: whole,
  estimated_time: minutes,
  estimated_time_minutes: minutes,
  setup_time: minutes,
  actual_time: whole.meta({ description: 'Minutes booked.' }),
  notes: text,
  instructions: text,
  metadata: Metadata,
  cell_id: text,
  assigned_operator_id: text,
  ...external,
  started_at: moment,
  paused_at: moment,
  resumed_at: moment,
  completed_at: moment,
  ...made,
}
/** An operation as it stands in its part. */
export const EryxonOperationOfPart = z
  .strictObject({ ...operation_shown, cell: CellShown.nullable() })
  .meta({ id: 'EryxonOperationOfPart' })

export const operation_of_part_out = (operation: Operation): z.input<typeof EryxonOperationOfPart> => ({
  id: operation.id,
  operation_name: operation.name,
  sequence: operation.sequence,
  status: operation_status.theirs(operation.status),
  completion_percentage: operation.completion_percentage,
  estimated_time: minutes_of(operation.planned_s),
  estimated_time_minutes: minutes_of(operation.planned_s),
  setup_time: minutes_of(operation.planned_setup_s),
  actual_time: minutes_of(operation.worked_s),
  notes: operation.notes ?? operation.instructions,
  instructions: operation.instructions,
  metadata: told_apart(operation.status, operation.metadata),
  cell_id: operation.workstation_id,
  assigned_operator_id: operation.assigned_person_id,
  external_id: operation.external_id,
  external_source: operation.external_source,
  started_at: operation.started_at,
  paused_at: operation.held_at,
  resumed_at: operation.resumed_at,
  completed_at: operation.completed_at,
  created_at: operation.created_at,
  updated_at: operation.updated_at,
  cell: cell_shown(operation.workstation),
})

export const EryxonOperation = z
  .strictObject({
    ...EryxonOperationOfPart.shape,
    part_id: z.string(),
    job_id: z.string(),
    part: z.strictObject({ id: z.string(), part_number: z.string(), material: text, job: JobShown }),
    assigned_operator: z.strictObject({ id: z.string(), username: z.string(), full_name: z.string() }).nullable(),
    time_entries: z.array(EryxonTimeEntry),
  })
  .meta({ id: 'EryxonOperation' })

export const operation_out = (
  operation: Operation & { readonly time_entries?: readonly TimeEntry[] | undefined },
): z.input<typeof EryxonOperation> => {
  const { part, job, assigned_person: person } = operation
  return {
    ...operation_of_part_out(operation),
    part_id: operation.part_id,
    job_id: operation.job_id,
    part: { id: part.id, part_number: part.part_number, material: part.material, job },
    assigned_operator: person && { id: person.id, username: person.email ?? person.name, full_name: person.name },
    time_entries: (operation.time_entries ?? []).map(time_entry_out),
  }
}

/** A part as a list of jobs shows it. */
export const EryxonPartOfJob = z
  .strictObject({
    id: z.string(),
    part_number: z.string(),
    material: text,
    quantity: whole,
    status: Status,
    file_paths: z.array(z.string()),
    notes: text,
    metadata: Metadata,
  })
  .meta({ id: 'EryxonPartOfJob' })

export const part_of_job_out = (part: Part): z.input<typeof EryxonPartOfJob> => ({
  id: part.id,
  part_number: part.part_number,
  material: part.material,
  quantity: part.quantity,
  status: part_status.theirs(part.status),
  file_paths: files_of(part),
  notes: part.notes,
  metadata: told_apart(part.status, part.metadata),
})

/** Drawing and model are files of the part as well. */
function files_of({ file_paths, drawing_url, step_file_url }: Part): string[] {
  const more = [drawing_url, step_file_url].filter((url) => url !== null && !file_paths.includes(url))
  return [...file_paths, ...more.filter((url) => url !== null)]
}

export const EryxonPart = z
  .strictObject({
    ...EryxonPartOfJob.shape,
    job_id: z.string(),
    parent_part_id: text,
    material_lot: text,
    material_supplier: text,
    material_cert_number: text,
    drawing_url: text,
    step_file_url: text,
    drawing_no: text,
    cnc_program_name: text,
    is_bullet_card: z.boolean(),
    current_cell_id: text,
    ...external,
    started_at: moment,
    completed_at: moment,
    ...made,
    operations: z.array(EryxonOperationOfPart).optional().meta({ description: 'Not in the answer to PATCH.' }),
    job: JobShown,
  })
  .meta({ id: 'EryxonPart' })

export const part_out = (part: Part & { readonly operations?: readonly Operation[] | undefined }): z.input<typeof EryxonPart> => ({
  ...part_of_job_out(part),
  job_id: part.job_id,
  parent_part_id: part.parent_id,
  material_lot: part.material_lot,
  material_supplier: part.material_supplier,
  material_cert_number: part.material_cert_number,
  drawing_url: part.drawing_url,
  step_file_url: part.step_file_url,
  drawing_no: part.drawing_number,
  cnc_program_name: part.cnc_program_name,
  is_bullet_card: part.is_bullet_card,
  current_cell_id: part.workstation_id,
  external_id: part.external_id,
  external_source: part.external_source,
  started_at: part.started_at,
  completed_at: part.completed_at,
  created_at: part.created_at,
  updated_at: part.updated_at,
  ...(part.operations && { operations: part.operations.map(operation_of_part_out) }),
  job: part.job,
})

const job_shown = {
  id: z.string(),
  job_number: z.string(),
  customer: text,
  status: Status,
  due_date: text,
  due_date_override: text,
  priority: whole,
  notes: text,
  metadata: Metadata,
  current_cell_id: text,
  ...external,
  started_at: moment,
  paused_at: moment,
  resumed_at: moment,
  completed_at: moment,
  actual_duration: minutes.meta({ description: 'Minutes from start to completion by the clock.' }),
  active_duration: minutes.meta({ description: 'The same without the time on hold.' }),
  ...made,
}
/** What a change of a job answers. */
export const EryxonJob = z.strictObject(job_shown).meta({ id: 'EryxonJob' })
export const EryxonJobListed = z.strictObject({ ...job_shown, parts: z.array(EryxonPartOfJob) }).meta({ id: 'EryxonJobListed' })
export const EryxonJobWhole = z.strictObject({ ...job_shown, parts: z.array(EryxonPart) }).meta({ id: 'EryxonJobWhole' })

export const job_out = (job: Job): z.input<typeof EryxonJob> => ({
  id: job.id,
  job_number: job.job_number,
  customer: job.customer,
  status: job_status.theirs(job.status),
  due_date: job.due,
  due_date_override: job.due_override,
  priority: job.priority,
  notes: job.notes,
  metadata: told_apart(job.status, job.metadata),
  current_cell_id: job.workstation_id,
  external_id: job.external_id,
  external_source: job.external_source,
  started_at: job.started_at,
  paused_at: job.held_at,
  resumed_at: job.resumed_at,
  completed_at: job.completed_at,
  actual_duration: minutes_of(job.duration_s),
  active_duration: minutes_of(job.active_duration_s),
  created_at: job.created_at,
  updated_at: job.updated_at,
})

export const EryxonCell = z
  .strictObject({ ...CellShown.shape, active: z.boolean(), description: text, ...external, ...made })
  .meta({ id: 'EryxonCell' })

export const cell_out = (cell: Workstation): z.input<typeof EryxonCell> => ({
  id: cell.id,
  name: cell.name,
  color: cell.color ?? default_color,
  sequence: cell.position,
  active: cell.is_active,
  description: cell.description,
  external_id: cell.external_id ?? null,
  external_source: cell.external_source ?? null,
  created_at: cell.created_at,
  updated_at: cell.updated_at,
})
