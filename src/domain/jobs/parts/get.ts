import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { ExpandedPart, expanded_parts, PartExpand } from './expand.ts'
import { partUnknown, read_part } from './part.ts'

export const get = verb({
  name: 'parts.get',
  does: 'Shows one part.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: z.object({ id: Id, expand: PartExpand }),
  output: ExpandedPart,
  refuses: [partUnknown],
  reports: [],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', expand: ['operations'] } }],
  async run(context, { id, expand }) {
    const [part] = await expanded_parts(context, [await read_part(context, id)], expand)
    if (!part) throw partUnknown.because(`There is no part ${id}.`)
    return part
  },
})
