import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { ApiKey, apiKeyUnknown, read_key, with_last_use } from './key.ts'

export const get = verb({
  name: 'api_keys.get',
  does: 'Shows one key, never its secret.',
  kind: 'reads',
  allow: atLeast('admin'),
  input: z.object({ id: Id }),
  output: ApiKey,
  refuses: [apiKeyUnknown],
  reports: [],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  run: async (context, { id }) => with_last_use(context, await read_key(context, id)),
})
