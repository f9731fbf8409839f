import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { MaintenanceRequest, read_request, requestUnknown } from './maintenance-request.ts'

export const get = verb({
  name: 'maintenance_requests.get',
  does: 'Shows one maintenance request.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: z.object({ id: Id }),
  output: MaintenanceRequest,
  refuses: [requestUnknown],
  reports: [],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  run: (context, { id }) => read_request(context, id),
})
