import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { BomLine, bomLineUnknown, read_bom_line } from './bom-line.ts'

export const get = verb({
  name: 'bom_lines.get',
  does: 'Shows one line of a bill of material.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: z.object({ id: Id }),
  output: BomLine,
  refuses: [bomLineUnknown],
  reports: [],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  run: (context, { id }) => read_bom_line(context, id),
})
