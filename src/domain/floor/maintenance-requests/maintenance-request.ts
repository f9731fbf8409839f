import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { refusal } from '../../../kernel/errors.ts'
import { Revision, Text } from '../../../kernel/fields.ts'
import { Id } from '../../../kernel/id.ts'
import { sql } from '../../../kernel/sql.ts'
import { Moment } from '../../../kernel/time.ts'

export const MaintenanceStatus = z.enum(['open', 'in_progress', 'completed', 'cancelled']).meta({ id: 'MaintenanceStatus' })
export type MaintenanceStatus = z.output<typeof MaintenanceStatus>

/** From where a request may go where. */
export const maintenance_moves: Readonly<Record<MaintenanceStatus, readonly MaintenanceStatus[]>> = {
  open: ['in_progress', 'cancelled'],
  in_progress: ['completed', 'cancelled'],
  completed: [],
  cancelled: [],
}

/** What may be said of a request, beside its machine. */
export const maintenance_fields = {
  kind: z.enum(['corrective', 'preventive']).meta({ description: 'Something broke, or is to be kept from breaking.' }),
  priority: z.enum(['low', 'medium', 'high', 'critical']),
  description: Text.trim().min(1),
}

export const MaintenanceRequest = z
  .object({
    id: Id,
    number: z.number().int().meta({ description: 'A short number of its own, for clients that need whole numbers.' }),
    machine_id: Id,
    machine_name: z.string().meta({ description: 'As it is called now.' }),
    ...maintenance_fields,
    status: MaintenanceStatus,
    requested_by: Id.nullable().meta({ description: 'The person who asked for it.' }),
    started_at: Moment.nullable(),
    finished_at: Moment.nullable().meta({ description: 'When it was completed or cancelled.' }),
    created_at: Moment,
    updated_at: Moment,
    revision: Revision,
  })
  .meta({ id: 'MaintenanceRequest' })
export type MaintenanceRequest = z.output<typeof MaintenanceRequest>

export const request_columns = sql`maintenance_requests.id, maintenance_requests.number, maintenance_requests.machine_id, machines.name as machine_name,
  maintenance_requests.kind, maintenance_requests.priority, maintenance_requests.description, maintenance_requests.status,
  maintenance_requests.requested_by, maintenance_requests.started_at, maintenance_requests.finished_at,
  maintenance_requests.created_at, maintenance_requests.updated_at, maintenance_requests.revision`
/** A request outlives its machine. */
export const requests_with_machines = sql`maintenance_requests
  join machines on machines.tenant_id = maintenance_requests.tenant_id and machines.id = maintenance_requests.machine_id`

export const requestUnknown = refusal('not_found', 'maintenance_request_unknown', 'There is no such maintenance request.')
export const requestStale = refusal('stale', 'maintenance_request_stale', 'The request was changed since you read it. Read it again.')
export const requestMoveNotAllowed = refusal('conflict', 'maintenance_move_not_allowed', 'The request cannot go there from where it is.')

export async function read_request(context: Context, id: string): Promise<MaintenanceRequest> {
  const [request] = await context.read<MaintenanceRequest>`
    select ${request_columns} from ${requests_with_machines} where maintenance_requests.id = ${id} and maintenance_requests.deleted_at is null`
  if (!request) throw requestUnknown.because(`There is no maintenance request ${id}.`)
  return request
}

export async function locked_request(context: Context, id: string): Promise<MaintenanceRequest> {
  context.read`select id from maintenance_requests where id = ${id} for no key update`
  return read_request(context, id)
}
