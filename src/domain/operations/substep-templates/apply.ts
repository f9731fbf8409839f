import { z } from 'zod'
import { Id, reference } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { lock_job_of_operation, operationUnknown, read_operation } from '../operation.ts'
import { add_substeps, last_sequence } from '../substeps/add.ts'
import { substepAdded } from '../substeps/events.ts'
import { Substep } from '../substeps/substep.ts'
import { substepTemplateApplied } from './events.ts'
import { read_template, templateUnknown } from './template.ts'

export const apply = verb({
  name: 'substep_templates.apply',
  does: 'Adds the tick-boxes of a template to an operation, behind those it has.',
  kind: 'writes',
  allow: atLeast('supervisor'),
  input: z.object({ id: Id, operation_id: reference('operations') }),
  output: z.object({ operation_id: Id, substeps: z.array(Substep) }),
  refuses: [templateUnknown, operationUnknown],
  reports: [substepTemplateApplied, substepAdded],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', operation_id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id, operation_id }) {
    const [, operation, last, template] = await Promise.all([
      lock_job_of_operation(context, operation_id),
      read_operation(context, operation_id),
      last_sequence(context, operation_id),
      read_template(context, id),
    ])
    const items = template.items.map((item) => ({ ...item, sequence: last + item.sequence }))
    const substeps = add_substeps(context, operation, items)
    context.report(substepTemplateApplied, { substep_template_id: id, operation_id, job_id: operation.job_id })
    return { operation_id, substeps }
  },
})
