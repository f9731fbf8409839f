import { z } from 'zod'
import { changes_between } from '../../../kernel/changes.ts'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { substepTemplateUpdated } from './events.ts'
import {
  as_columns,
  expect_conflict,
  ItemsGiven,
  laid_in_order,
  locked_template,
  SubstepTemplate,
  template_fields,
  templateNameTaken,
  templateStale,
  templateUnknown,
} from './template.ts'

export const update = verb({
  name: 'substep_templates.update',
  does: 'Changes a substep template. Items, where they are given, take the place of all it had; what was laid out by it stays.',
  kind: 'writes',
  allow: atLeast('planner'),
  input: z.object({ id: Id, ...z.object(template_fields).partial().shape, items: ItemsGiven.optional() }),
  output: SubstepTemplate,
  refuses: [templateUnknown, templateStale, templateNameTaken],
  reports: [substepTemplateUpdated],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', items: [{ description: 'Measure the bore twice.' }] } }],
  async run(context, { id, items, ...given }) {
    const template = await locked_template(context, id)
    if (context.expected_revision !== null && context.expected_revision !== template.revision) throw templateStale.because()
    const changes = changes_between(template, { ...given, ...(items === undefined ? {} : { items: laid_in_order(items) }) })
    if (changes.none) return template
    expect_conflict(context, given.name ?? template.name)
    const written = { ...changes.columns, revision: template.revision + 1, updated_at: context.now }
    context.change('substep_templates', id, as_columns(written))
    context.report(substepTemplateUpdated, { substep_template_id: id, changes: changes.told })
    return { ...template, ...written }
  },
})
