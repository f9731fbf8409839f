import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { read_template, SubstepTemplate, templateUnknown } from './template.ts'

export const get = verb({
  name: 'substep_templates.get',
  does: 'Shows one substep template.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: z.object({ id: Id }),
  output: SubstepTemplate,
  refuses: [templateUnknown],
  reports: [],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  run: (context, { id }) => read_template(context, id),
})
