import { z } from 'zod'
import { new_id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { substepTemplateCreated } from './events.ts'
import { expect_conflict, ItemsGiven, laid_in_order, SubstepTemplate, template_fields, templateNameTaken } from './template.ts'

const { name, ...others } = template_fields

export const create = verb({
  name: 'substep_templates.create',
  does: 'Makes a list of tick-boxes that operations can be given.',
  kind: 'writes',
  allow: atLeast('planner'),
  input: z.object({ name, ...z.object(others).partial().shape, items: ItemsGiven.default([]) }),
  output: SubstepTemplate,
  refuses: [templateNameTaken],
  reports: [substepTemplateCreated],
  examples: [
    {
      given: {
        name: 'First-off inspection',
        operation_type: 'Turning',
        items: [{ description: 'Measure the bore.' }, { description: 'Deburr.' }],
      },
    },
  ],
  async run(context, given) {
    const template: SubstepTemplate = {
      id: new_id(),
      name: given.name,
      description: given.description ?? null,
      operation_type: given.operation_type ?? null,
      items: laid_in_order(given.items),
      created_at: context.now,
      updated_at: context.now,
      revision: 1,
    }
    expect_conflict(context, given.name)
    context.insert('substep_templates', [template])
    context.report(substepTemplateCreated, { substep_template_id: template.id })
    return template
  },
})
