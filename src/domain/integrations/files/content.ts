import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { contentMissing, File, fileUnknown, read_file } from './file.ts'

export const content = verb({
  name: 'files.content',
  does: 'Hands out the file itself.',
  kind: 'reads',
  allow: atLeast('viewer'),
  bytes: 'out',
  input: z.object({ id: Id }),
  output: File,
  refuses: [fileUnknown, contentMissing],
  reports: [],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  run: (context, { id }) => read_file(context, id),
})
