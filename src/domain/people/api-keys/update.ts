import { z } from 'zod'
import { changes_between } from '../../../kernel/changes.ts'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { MomentGiven } from '../../../kernel/time.ts'
import { verb } from '../../../kernel/verb.ts'
import { assert_not_above, roleTooHigh } from '../person.ts'
import { apiKeyUpdated } from './events.ts'
import { ApiKey, apiKeyStale, apiKeyUnknown, assert_scopes_held, locked_key, RateLimitPerMinute, Scopes, with_last_use } from './key.ts'

export const update = verb({
  name: 'api_keys.update',
  does: 'Changes a key or switches it on or off. It holds from the very next request.',
  kind: 'writes',
  allow: atLeast('admin'),
  input: z.object({
    id: Id,
    name: ApiKey.shape.name.optional(),
    scopes: Scopes.min(1).optional(),
    is_active: z.boolean().optional(),
    expires_at: MomentGiven.nullable()
      .optional()
      .meta({ description: 'A moment that has passed ends the key now; null, and it never ends.' }),
    rate_limit_per_minute: RateLimitPerMinute.nullable().optional(),
  }),
  output: ApiKey,
  refuses: [apiKeyUnknown, apiKeyStale, roleTooHigh],
  reports: [apiKeyUpdated],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', is_active: false } }],
  async run(context, { id, ...fields }) {
    const key = await locked_key(context, id)
    if (context.expected_revision !== null && context.expected_revision !== key.revision) throw apiKeyStale.because()
    assert_not_above(context, key.role)
    const changes = changes_between(key, fields)
    if (changes.none) return with_last_use(context, key)
    if (fields.scopes) assert_scopes_held(context, fields.scopes)
    const columns = { ...changes.columns, revision: key.revision + 1 }
    context.change('api_keys', id, columns)
    context.report(apiKeyUpdated, { api_key_id: id, changes: changes.told })
    return with_last_use(context, { ...key, ...columns })
  },
})
