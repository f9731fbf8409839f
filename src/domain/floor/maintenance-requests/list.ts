import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { Paging, page_of } from '../../../kernel/page.ts'
import { atLeast } from '../../../kernel/role.ts'
import { sql } from '../../../kernel/sql.ts'
import { verb } from '../../../kernel/verb.ts'
import { one_of, Walk, walk } from '../../../kernel/walk.ts'
import {
  MaintenanceRequest,
  MaintenanceStatus,
  maintenance_fields,
  request_columns,
  requests_with_machines,
} from './maintenance-request.ts'

export const list = verb({
  name: 'maintenance_requests.list',
  does: 'Lists maintenance requests, newest first.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: Paging.extend({
    ...Walk,
    machine_id: Id.optional(),
    status: z.array(MaintenanceStatus).min(1).optional(),
    kind: maintenance_fields.kind.optional(),
    priority: maintenance_fields.priority.optional(),
  }),
  output: page_of(MaintenanceRequest).extend({ total: z.number().int().optional() }),
  refuses: [],
  reports: [],
  examples: [{ given: { status: ['open', 'in_progress'], priority: 'critical' } }],
  async run(context, input) {
    const filters = [sql`maintenance_requests.deleted_at is null`]
    if (input.machine_id !== undefined) filters.push(sql`maintenance_requests.machine_id = ${input.machine_id}`)
    if (input.status !== undefined) filters.push(one_of(sql`maintenance_requests.status`, input.status))
    if (input.kind !== undefined) filters.push(sql`maintenance_requests.kind = ${input.kind}`)
    if (input.priority !== undefined) filters.push(sql`maintenance_requests.priority = ${input.priority}`)
    const { rows, ...rest } = await walk<MaintenanceRequest>(context, input, {
      table: 'maintenance_requests',
      columns: request_columns,
      from: requests_with_machines,
      filters,
      counted: null,
    })
    return { data: rows, ...rest }
  },
})
