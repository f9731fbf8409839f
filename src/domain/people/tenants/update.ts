import { z } from 'zod'
import { changes_between } from '../../../kernel/changes.ts'
import type { Context } from '../../../kernel/context.ts'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { tenantUpdated } from './events.ts'
import { read_tenant, Slug, Tenant, tenant_settings, tenantLimitsGuarded, tenantSlugTaken, tenantStale, tenantUnknown } from './tenant.ts'

const Fields = z.object({ name: Tenant.shape.name, slug: Slug, ...tenant_settings }).partial()

export const update = verb({
  name: 'tenants.update',
  does: 'Changes a company’s name and settings: one’s own, or for a system admin any.',
  kind: 'writes',
  allow: atLeast('admin'),
  crosses_tenants: true,
  input: z.object({ id: Id, ...Fields.shape }),
  output: Tenant,
  refuses: [tenantUnknown, tenantStale, tenantSlugTaken, tenantLimitsGuarded],
  reports: [tenantUpdated],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', time_zone: 'Europe/Berlin' } }],
  async run(context, { id, ...fields }) {
    const { actor } = context
    if (id === actor.tenant_id) return change(context, id, fields)
    if (actor.role !== 'system_admin') throw tenantUnknown.because(`There is no company ${id}.`)
    return context.in_tenant(id, () => change(context, id, fields))
  },
})

async function change(context: Context, id: string, fields: z.output<typeof Fields>): Promise<Tenant> {
  context.read`select id from tenants where id = ${id} for no key update`
  const tenant = await read_tenant(context, id)
  if (context.expected_revision !== null && context.expected_revision !== tenant.revision) throw tenantStale.because()
  if (fields.limits !== undefined && context.actor.role !== 'system_admin') throw tenantLimitsGuarded.because()
  const changes = changes_between(tenant, fields)
  if (changes.none) return tenant
  const columns = { ...changes.columns, updated_at: context.now, revision: tenant.revision + 1 }
  context.on_conflict('tenants_slug_key', tenantSlugTaken.because())
  context.change('tenants', id, columns)
  context.report(tenantUpdated, { tenant_id: id, changes: changes.told })
  return { ...tenant, ...columns }
}
