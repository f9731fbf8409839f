import type { Context } from '../../../kernel/context.ts'
import { refusal } from '../../../kernel/errors.ts'
import { new_id } from '../../../kernel/id.ts'
import { make_person } from '../person.ts'
import { found_tenant, free_slug, read_tenant, type Tenant } from './tenant.ts'

export const insideSandbox = refusal(
  'conflict',
  'inside_sandbox',
  'You are in the sandbox already. Make keys with a key of the company itself.',
)

export async function assert_outside_sandbox(context: Context): Promise<void> {
  const tenant = await read_tenant(context, context.actor.tenant_id)
  if (tenant.sandbox_of !== null) throw insideSandbox.because()
}

/** The company's separate place to try things out, made the first time it is asked for, and whoever acts there. */
export async function open_sandbox(context: Context): Promise<{ tenant_id: string; person_id: string }> {
  const home = context.actor.tenant_id
  // The company's row is the lock: two who ask at once get one sandbox.
  context.read`select id from tenants where id = ${home} for no key update`
  const [tenant, [known]] = await Promise.all([
    read_tenant(context, home),
    context.read<{ id: string }>`select id from all_tenants() where sandbox_of = ${home}`,
  ])
  const tenant_id = known?.id ?? (await found_sandbox(context, tenant))
  const person_id = await context.in_tenant(tenant_id, () => whoever_acts_there(context))
  return { tenant_id, person_id }
}

async function found_sandbox(context: Context, of: Tenant): Promise<string> {
  const id = new_id()
  const slug = await free_slug(context, `${of.slug}-sandbox`)
  const { time_zone, sequence_policy, overlap_policy, shift_ends, limits } = of
  const settings = { time_zone, sequence_policy, overlap_policy, shift_ends, limits }
  const name = `${of.name.slice(0, 240)} (sandbox)`
  await context.in_tenant(id, async () => found_tenant(context, { id, name, slug, sandbox_of: of.id, settings }))
  return id
}

async function whoever_acts_there(context: Context): Promise<string> {
  const [known] = await context.read<{ id: string }>`
    select id from people where role = 'admin' and is_active and deleted_at is null order by id limit 1`
  return known?.id ?? make_person(context, { name: 'Sandbox', role: 'admin', employee_number: 'SANDBOX' })
}
