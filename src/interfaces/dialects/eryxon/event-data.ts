import type { About } from '../../../domain/integrations/deliveries/about.ts'
import type { RecordedEvent } from '../../../domain/integrations/events/event-log.ts'
import { job_out, operation_out, part_out } from './shapes.ts'

type Data = Readonly<Record<string, unknown>>

/** What every payload says of its job, part and operation, as far as it has them. */
function belonging({ subjects }: RecordedEvent, { jobs, parts, operations }: About): Data {
  const operation = operations.get(subjects.operation_id ?? '')
  const part_id = subjects.part_id ?? operation?.part_id
  const part = parts.get(part_id ?? '') ?? operation?.part
  const job = jobs.get(subjects.job_id ?? '')
  return {
    ...(subjects.operation_id === undefined ? {} : { operation_id: subjects.operation_id, operation_name: operation?.name ?? null }),
    ...(part_id === undefined ? {} : { part_id, part_number: part?.part_number ?? null }),
    ...(subjects.job_id === undefined
      ? {}
      : { job_id: subjects.job_id, job_number: job?.job_number ?? null, customer: job?.customer ?? null }),
  }
}

/** The page's own example, in its order, and then the job as it stands. */
export function job_data(event: RecordedEvent, about: About, moved: Data = {}): Data {
  const job = about.jobs.get(event.subjects.job_id ?? '')
  if (!job) return { ...belonging(event, about), ...moved }
  const { started_at, completed_at, actual_duration, ...others } = job_out(job)
  return { ...belonging(event, about), ...moved, started_at, completed_at, actual_duration, timestamp: event.at, ...others }
}

export function part_data(event: RecordedEvent, about: About, moved: Data = {}): Data {
  const part = about.parts.get(event.subjects.part_id ?? '')
  const { job: _, operations: __, ...shown } = part ? part_out(part) : {}
  return { ...belonging(event, about), ...moved, timestamp: event.at, ...shown }
}

export function operation_data(event: RecordedEvent, about: About, moved: Data = {}): Data {
  const operation = about.operations.get(event.subjects.operation_id ?? '')
  const { part: _, time_entries: __, ...shown } = operation ? operation_out(operation) : {}
  return { ...belonging(event, about), ...moved, timestamp: event.at, ...shown }
}

export function substep_data(event: RecordedEvent, about: About): Data {
  const id = event.subjects.substep_id
  const substep = about.substeps.get(id ?? '')
  if (!substep) return { id, substep_id: id, ...belonging(event, about) }
  const { description, sequence, notes, completed_at, completed_by, created_at, updated_at } = substep
  const completed = completed_at !== null
  const status = completed ? 'completed' : 'not_started'
  return {
    id,
    substep_id: id,
    ...belonging(event, about),
    timestamp: event.at,
    description,
    name: description,
    sequence,
    notes,
    completed,
    status,
    completed_at,
    completed_by,
    created_at,
    updated_at,
  }
}

export function issue_data(event: RecordedEvent, about: About): Data {
  const id = event.subjects.issue_id
  const issue = about.issues.get(id ?? '')
  if (!issue) return { id, issue_id: id, ...belonging(event, about) }
  return {
    id,
    issue_id: id,
    ncr_number: issue.ncr_number,
    title: issue.title,
    severity: issue.severity,
    status: issue.status,
    issue_type: issue.kind,
    ncr_category: issue.ncr_category,
    ncr_disposition: issue.disposition,
    disposition: issue.disposition,
    ...belonging(event, about),
    timestamp: event.at,
    description: issue.description,
    root_cause: issue.root_cause,
    corrective_action: issue.corrective_action,
    preventive_action: issue.preventive_action,
    affected_quantity: issue.affected_quantity,
    verification_required: issue.verification_required,
    verified_by_id: issue.verified_by,
    verified_at: issue.verified_at,
    reported_by_id: issue.reported_by,
    created_at: issue.created_at,
    updated_at: issue.updated_at,
  }
}

const their_fields: Readonly<Record<string, string>> = {
  due: 'due_date',
  due_override: 'due_date_override',
  workstation_id: 'current_cell_id',
  drawing_number: 'drawing_no',
  parent_id: 'parent_part_id',
}

/** The fields that changed, before and after, under their names. */
export function changes_out({ facts: { changes } }: RecordedEvent): Data {
  if (changes === null || typeof changes !== 'object') return {}
  return Object.fromEntries(Object.entries(changes).map(([field, change]) => [their_fields[field] ?? field, change]))
}
