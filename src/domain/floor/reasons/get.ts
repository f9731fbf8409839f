import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { OfKind, Reason, read_reason, reasonUnknown } from './reason.ts'

export const get = verb({
  name: 'reasons.get',
  does: 'Shows one reason.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: z.object({ id: Id, of_kind: OfKind }),
  output: Reason,
  refuses: [reasonUnknown],
  reports: [],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  run: (context, { id, of_kind }) => read_reason(context, id, of_kind),
})
