import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { substepTemplateDeleted } from './events.ts'
import { locked_template, templateUnknown } from './template.ts'

export const remove = verb({
  name: 'substep_templates.delete',
  does: 'Removes a substep template. What was laid out by it stays.',
  kind: 'writes',
  allow: atLeast('planner'),
  input: z.object({ id: Id }),
  output: z.object({ id: Id }),
  refuses: [templateUnknown],
  reports: [substepTemplateDeleted],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id }) {
    await locked_template(context, id)
    context.change('substep_templates', id, { deleted_at: context.now, updated_at: context.now })
    context.report(substepTemplateDeleted, { substep_template_id: id })
    return { id }
  },
})
