import { z } from 'zod'
import { At, happened_at } from '../../../kernel/at.ts'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { maintenanceRequestCancelled, maintenanceRequestCompleted, maintenanceRequestStarted } from './events.ts'
import {
  locked_request,
  MaintenanceRequest,
  MaintenanceStatus,
  maintenance_moves,
  requestMoveNotAllowed,
  requestUnknown,
} from './maintenance-request.ts'

export const move = verb({
  name: 'maintenance_requests.move',
  does: 'Starts, completes or cancels the work on a maintenance request.',
  kind: 'writes',
  allow: atLeast('operator'),
  input: z.object({
    id: Id,
    status: MaintenanceStatus.meta({ description: 'Where it goes: in_progress, completed or cancelled.' }),
    at: At,
  }),
  output: MaintenanceRequest,
  refuses: [requestUnknown, requestMoveNotAllowed],
  reports: [maintenanceRequestStarted, maintenanceRequestCompleted, maintenanceRequestCancelled],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', status: 'in_progress' } }],
  async run(context, { id, status, at }) {
    const request = await locked_request(context, id)
    const allowed = maintenance_moves[request.status]
    if (!allowed.includes(status)) {
      const where = allowed.length === 0 ? 'It is over.' : `It can become: ${allowed.join(', ')}.`
      const message = `This request is ${request.status} and cannot become ${status}. ${where}`
      throw requestMoveNotAllowed.because(message, { from_status: request.status, to_status: status, allowed })
    }
    const occurred_at = happened_at(context, at)
    const written = {
      status,
      ...(status === 'in_progress' ? { started_at: occurred_at } : { finished_at: occurred_at }),
      updated_at: context.now,
    }
    context.change('maintenance_requests', id, written)
    const facts = { maintenance_request_id: id, machine_id: request.machine_id }
    if (status === 'in_progress') context.report(maintenanceRequestStarted, facts, { occurred_at })
    else if (status === 'completed') context.report(maintenanceRequestCompleted, facts, { occurred_at })
    else context.report(maintenanceRequestCancelled, facts, { occurred_at })
    return { ...request, ...written }
  },
})
