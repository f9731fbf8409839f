import { z } from 'zod'
import { verbs } from '../../../domain/verbs.gen.ts'
import type { Actor } from '../../../kernel/context.ts'
import type { Output } from '../../../kernel/verb.ts'
import type { Row } from '../dialect.ts'
import { a, created_at, id, LongText, link, maybe, moment, text } from './members.ts'
import { listing, tool } from './tool.ts'

const chapter = 'Maintenance'
const run = { chapter, group: 'run' } as const

const Kind = z.enum(['corrective', 'preventive'])
const Priority = z.enum(['low', 'medium', 'high', 'critical'])
const Status = z.enum(['open', 'in_progress', 'completed', 'cancelled'])

const Request = z
  .strictObject({
    id,
    machine_id: link('The machine.'),
    request_type: Kind.meta({ description: 'Something broke, or is to be kept from breaking.' }),
    priority: Priority.meta({ description: 'How urgent it is.' }),
    status: Status.meta({ description: 'How it stands.' }),
    description: text('What is the matter.'),
    user_id: link('Who asked for it; the company, where that is not known.'),
    org_id: link('The company.'),
    created_at,
    updated_at: moment('When it was last changed.'),
  })
  .meta({ id: 'MaintenanceRequest' })
const request_out = (request: Output<(typeof verbs)['maintenance_requests.get']>, { tenant_id }: Actor): z.input<typeof Request> => ({
  id: request.id,
  machine_id: request.machine_id,
  request_type: request.kind,
  priority: request.priority,
  status: request.status,
  description: request.description,
  user_id: request.requested_by ?? tenant_id,
  org_id: tenant_id,
  created_at: request.created_at,
  updated_at: request.updated_at,
})

export const maintenance_rows: readonly Row[] = [
  tool('create_maintenance_request', verbs['maintenance_requests.create'], {
    ...run,
    says: 'Asks for a machine to be looked after.',
    input: z.object({
      machine_id: a('The machine.'),
      request_type: Kind.meta({ description: 'Something broke, or is to be kept from breaking.' }),
      priority: Priority.meta({ description: 'How urgent it is.' }),
      description: LongText.min(1).meta({ description: 'What is the matter.', examples: ['The spindle whistles.'] }),
    }),
    takes: { machine_id: 'machine_id', request_type: 'kind', priority: 'priority', description: 'description' },
    data: Request,
    gives: (request, _given, asker) => request_out(request, asker),
  }),
  listing('list_maintenance_requests', verbs['maintenance_requests.list'], {
    chapter,
    says: 'Lists what was asked for, newest first.',
    input: z.object({
      machine_id: a('Only for this machine.').optional(),
      status: Status.optional().meta({ description: 'Only those that stand so.' }),
      request_type: Kind.optional().meta({ description: 'Only those of this kind.' }),
    }),
    takes: { machine_id: 'machine_id', status: { to: 'status', as: (status) => [status] }, request_type: 'kind' },
    one: Request.extend({ machine_name: maybe('What the machine is called.') }).meta({ id: 'ListedMaintenanceRequest' }),
    gives: (request, asker) => ({ ...request_out(request, asker), machine_name: request.machine_name }),
  }),
  tool('update_maintenance_status', verbs['maintenance_requests.move'], {
    ...run,
    says: 'Starts, completes or cancels the work on a request. What cannot follow is 409.',
    input: z.object({ id: a('The request.'), status: Status.meta({ description: 'The status it goes to.' }) }),
    takes: { id: 'id', status: 'status' },
    data: Request,
    gives: (request, _given, asker) => request_out(request, asker),
  }),
]
