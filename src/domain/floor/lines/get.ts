import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { Line, lineUnknown, read_line } from './line.ts'

export const get = verb({
  name: 'lines.get',
  does: 'Shows one line.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: z.object({ id: Id }),
  output: Line,
  refuses: [lineUnknown],
  reports: [],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  run: (context, { id }) => read_line(context, id),
})
