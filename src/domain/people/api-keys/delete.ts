import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { assert_not_above, roleTooHigh } from '../person.ts'
import { apiKeyDeleted } from './events.ts'
import { apiKeyUnknown, locked_key } from './key.ts'

export const remove = verb({
  name: 'api_keys.delete',
  does: 'Removes a key. It opens nothing from now on.',
  kind: 'writes',
  allow: atLeast('admin'),
  input: z.object({ id: Id }),
  output: z.object({ id: Id }),
  refuses: [apiKeyUnknown, roleTooHigh],
  reports: [apiKeyDeleted],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id }) {
    const key = await locked_key(context, id)
    assert_not_above(context, key.role)
    context.change('api_keys', id, { deleted_at: context.now, is_active: false })
    context.report(apiKeyDeleted, { api_key_id: id })
    return { id }
  },
})
