import { z } from 'zod'
import { new_id, reference } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { maintenanceRequestCreated } from './events.ts'
import { MaintenanceRequest, maintenance_fields, read_request } from './maintenance-request.ts'

export const create = verb({
  name: 'maintenance_requests.create',
  does: 'Asks for a machine to be looked after.',
  kind: 'writes',
  allow: atLeast('operator'),
  input: z.object({
    machine_id: reference('machines'),
    kind: maintenance_fields.kind.default('corrective'),
    priority: maintenance_fields.priority.default('medium'),
    description: maintenance_fields.description,
  }),
  output: MaintenanceRequest,
  refuses: [],
  reports: [maintenanceRequestCreated],
  examples: [{ given: { machine_id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', priority: 'high', description: 'The spindle whistles.' } }],
  async run(context, given) {
    const id = new_id()
    const { now, actor } = context
    const row = { id, ...given, status: 'open', requested_by: actor.person_id, created_at: now, updated_at: now }
    context.insert('maintenance_requests', [row])
    const { machine_id, kind, priority } = given
    context.report(maintenanceRequestCreated, { maintenance_request_id: id, machine_id, kind, priority })
    return read_request(context, id)
  },
})
