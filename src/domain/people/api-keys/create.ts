import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { reference } from '../../../kernel/id.ts'
import { atLeast, lower } from '../../../kernel/role.ts'
import { MomentGiven } from '../../../kernel/time.ts'
import { verb } from '../../../kernel/verb.ts'
import { personCreated } from '../events.ts'
import { assert_not_above, personUnknown, Role, read_person, roleTooHigh } from '../person.ts'
import { tenantCreated } from '../tenants/events.ts'
import { assert_outside_sandbox, insideSandbox, open_sandbox } from '../tenants/sandbox.ts'
import { apiKeyCreated } from './events.ts'
import { Access, ApiKey, assert_scopes_held, make_key, RateLimitPerMinute, Scopes } from './key.ts'

export const create = verb({
  name: 'api_keys.create',
  does: 'Makes a key for another system. It acts as a person and never does more than its maker may.',
  kind: 'writes',
  allow: atLeast('admin'),
  crosses_tenants: true,
  input: z.object({
    name: ApiKey.shape.name,
    access: Access.default('read-write'),
    scopes: Scopes.min(1)
      .optional()
      .meta({ description: 'Left out, the maker’s own: for most that is all.', examples: [['jobs.*', 'read']] }),
    role: Role.optional().meta({ description: 'Left out, the lower of the maker’s and the person’s.' }),
    person_id: reference('people').optional().meta({ description: 'In whose name the key acts; left out, the maker’s.' }),
    sandbox: z.boolean().default(false).meta({ description: 'The key sees and changes only the company’s sandbox.' }),
    expires_at: MomentGiven.nullable().optional(),
    rate_limit_per_minute: RateLimitPerMinute.nullable().optional(),
  }),
  output: ApiKey.extend({ key: z.string().meta({ description: 'Shown this once.', secret: true }) }),
  refuses: [roleTooHigh, personUnknown, insideSandbox],
  reports: [apiKeyCreated, tenantCreated, personCreated],
  examples: [
    {
      given: {
        name: 'ERP',
        access: 'read-only',
        scopes: ['jobs.*'],
        person_id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11',
      },
    },
    { given: { name: 'Trying things out', sandbox: true } },
  ],
  async run(context, given) {
    const { actor } = context
    const person = await read_person(context, whose(context, given))
    await assert_outside_sandbox(context)
    assert_not_above(context, person.role)
    const role = given.role ?? (actor.role === 'anonymous' ? 'viewer' : lower(actor.role, person.role))
    assert_not_above(context, role)
    const scopes = given.scopes ?? actor.scopes
    assert_scopes_held(context, scopes)
    const sandbox = given.sandbox ? { sandbox: await open_sandbox(context) } : {}
    const { name, access, expires_at = null, rate_limit_per_minute = null } = given
    const asked = { name, access, role, scopes, person_id: person.id, expires_at, rate_limit_per_minute }
    return make_key(context, actor.tenant_id, { ...asked, ...sandbox })
  },
})

/** The person to act as, once the input is known to be right. */
function whose(context: Context, given: { person_id?: string | undefined; expires_at?: string | null | undefined }): string {
  const person_id = given.person_id ?? context.actor.person_id
  if (person_id === null) context.problem(['person_id'], 'required', 'Say in whose name the key is to act.')
  if (given.expires_at && given.expires_at <= context.now) context.problem(['expires_at'], 'min_value', 'This moment has passed.')
  context.settle()
  return person_id ?? ''
}
