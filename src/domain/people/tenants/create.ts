import { z } from 'zod'
import { new_id } from '../../../kernel/id.ts'
import { verb } from '../../../kernel/verb.ts'
import { apiKeyCreated } from '../api-keys/events.ts'
import { make_key } from '../api-keys/key.ts'
import { hashes_of, Password } from '../credentials.ts'
import { personCreated } from '../events.ts'
import { Email, make_person, Person, personEmailTaken } from '../person.ts'
import { tenantCreated } from './events.ts'
import { found_tenant, free_slug, read_tenant, Slug, slug_of, Tenant, tenant_settings, tenantSlugTaken } from './tenant.ts'

const Administrator = z
  .strictObject({ name: Person.shape.name.optional(), email: Email.optional(), password: Password.optional() })
  .meta({ description: 'Who runs it; left out, `Administrator` with the employee number ADMIN.' })

export const create = verb({
  name: 'tenants.create',
  does: 'Sets up a company on this server, with its first administrator and a key.',
  kind: 'writes',
  allow: ['system_admin'],
  crosses_tenants: true,
  input: z.object({
    name: Tenant.shape.name,
    slug: Slug.optional().meta({ description: 'Left out, it is made from the name.' }),
    ...z.object(tenant_settings).partial().shape,
    admin: Administrator.optional(),
  }),
  output: z.object({
    tenant: Tenant,
    api_key: z.string().meta({ description: 'The administrator’s key, shown this once.', secret: true }),
  }),
  refuses: [tenantSlugTaken, personEmailTaken],
  reports: [tenantCreated, personCreated, apiKeyCreated],
  examples: [{ given: { name: 'Acme Tools', time_zone: 'Europe/Berlin', admin: { email: 'jane@acme.example' } } }],
  async run(context, { name, slug, admin = {}, ...settings }) {
    const [free, hashes] = await Promise.all([slug ?? free_slug(context, slug_of(name)), hashes_of(admin)])
    const id = new_id()
    return context.in_tenant(id, async () => {
      found_tenant(context, { id, name, slug: free, settings })
      const person = {
        name: admin.name ?? 'Administrator',
        role: 'admin' as const,
        is_owner: true,
        ...(admin.email === undefined ? { employee_number: 'ADMIN' } : { email: admin.email }),
      }
      const person_id = make_person(context, person, hashes)
      const { key } = make_key(context, id, { name: 'First key', role: 'admin', person_id })
      return { tenant: await read_tenant(context, id), api_key: key }
    })
  },
})
