import { z } from 'zod'
import { changes_between } from '../../../kernel/changes.ts'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { maintenanceRequestUpdated } from './events.ts'
import { locked_request, MaintenanceRequest, maintenance_fields, requestStale, requestUnknown } from './maintenance-request.ts'

export const update = verb({
  name: 'maintenance_requests.update',
  does: 'Changes what is said of a maintenance request. Where it has got to is moved by `move`.',
  kind: 'writes',
  allow: atLeast('operator'),
  input: z.object({ id: Id, ...z.object(maintenance_fields).partial().shape }),
  output: MaintenanceRequest,
  refuses: [requestUnknown, requestStale],
  reports: [maintenanceRequestUpdated],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', priority: 'critical' } }],
  async run(context, { id, ...given }) {
    const request = await locked_request(context, id)
    if (context.expected_revision !== null && context.expected_revision !== request.revision) throw requestStale.because()
    const changes = changes_between(request, given)
    if (changes.none) return request
    const written = { ...changes.columns, revision: request.revision + 1, updated_at: context.now }
    context.change('maintenance_requests', id, written)
    context.report(maintenanceRequestUpdated, { maintenance_request_id: id, machine_id: request.machine_id, changes: changes.told })
    return { ...request, ...written }
  },
})
