import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { Access, Scopes } from '../api-keys/key.ts'
import { Person, person_columns, Role } from '../person.ts'
import { read_tenant, Tenant } from '../tenants/tenant.ts'

export const current = verb({
  name: 'sessions.current',
  does: 'Says who is calling, where, and what they may do.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: z.object({}),
  output: z.object({
    kind: z.enum(['person', 'key', 'system']),
    person: Person.nullable().meta({ description: 'In whose name; nobody where the program works by itself.' }),
    tenant: Tenant,
    role: Role.meta({ description: 'What holds here: the lower of the person’s and the key’s.' }),
    access: Access,
    scopes: Scopes,
    api_key_id: Id.nullable(),
    session_id: Id.nullable(),
    sandbox: z.boolean(),
  }),
  refuses: [],
  reports: [],
  examples: [{ given: {} }],
  async run(context) {
    const { kind, person_id, tenant_id, role, access, scopes, key_id, session_id } = context.actor
    if (kind === 'anonymous' || role === 'anonymous') throw new Error('nobody comes here without a role')
    const [tenant, [person = null]] = await Promise.all([
      read_tenant(context, tenant_id),
      context.read<Person>`select ${person_columns} from people where id = ${person_id}::uuid`,
    ])
    const sandbox = tenant.sandbox_of !== null
    return { kind, person, tenant, role, access, scopes: [...scopes], api_key_id: key_id, session_id, sandbox }
  },
})
