import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { Tenant, tenant_columns, tenantUnknown, visible_tenants } from './tenant.ts'

export const get = verb({
  name: 'tenants.get',
  does: 'Shows a company and its settings: one’s own, or for a system admin any.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: z.object({ id: Id }),
  output: Tenant,
  refuses: [tenantUnknown],
  reports: [],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id }) {
    const [row] = await context.read<Tenant>`select ${tenant_columns} from ${visible_tenants(context)} where id = ${id}`
    if (!row) throw tenantUnknown.because(`There is no company ${id}.`)
    return row
  },
})
