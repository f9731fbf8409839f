import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { File, fileUnknown, read_file } from './file.ts'

export const get = verb({
  name: 'files.get',
  does: 'Shows what a file is and what it belongs to.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: z.object({ id: Id }),
  output: File,
  refuses: [fileUnknown],
  reports: [],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  run: (context, { id }) => read_file(context, id),
})
