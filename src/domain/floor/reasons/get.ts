import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { Reason, read_reason, reasonUnknown } from './reason.ts'

export const get = verb({
  name: 'reasons.get',
  does: 'Shows one reason.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: z.object({ id: Id }),
  output: Reason,
  refuses: [reasonUnknown],
  reports: [],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  run: (context, { id }) => read_reason(context, id),
})
