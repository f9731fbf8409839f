import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { refusal } from '../../../kernel/errors.ts'
import { Name, Revision, Text } from '../../../kernel/fields.ts'
import { Id } from '../../../kernel/id.ts'
import { json, type Row, sql } from '../../../kernel/sql.ts'
import { Moment } from '../../../kernel/time.ts'

const Sequence = z.number().int().min(0).max(1_000_000)

export const TemplateItem = z
  .object({ description: Text.trim().min(1), notes: Text.nullable(), sequence: Sequence })
  .meta({ id: 'SubstepTemplateItem', description: 'A tick-box to be.' })
export type TemplateItem = z.output<typeof TemplateItem>

export const ItemGiven = z.object({
  description: TemplateItem.shape.description,
  notes: Text.nullable().optional(),
  sequence: Sequence.optional().meta({ description: 'Left out, its place in the list.' }),
})

export const template_fields = {
  name: Name.meta({ description: 'Unique.' }),
  description: Text.nullable(),
  operation_type: z
    .string()
    .trim()
    .min(1)
    .max(255)
    .nullable()
    .meta({ description: 'What operations it is for.', examples: ['Welding'] }),
}
export const ItemsGiven = z.array(ItemGiven).max(1000)

export const SubstepTemplate = z
  .object({ id: Id, ...template_fields, items: z.array(TemplateItem), created_at: Moment, updated_at: Moment, revision: Revision })
  .meta({ id: 'SubstepTemplate', description: 'Tick-boxes that operations of one kind have.' })
export type SubstepTemplate = z.output<typeof SubstepTemplate>

export const template_columns = sql`substep_templates.id, substep_templates.name, substep_templates.description, substep_templates.operation_type,
  substep_templates.items, substep_templates.created_at, substep_templates.updated_at, substep_templates.revision`

export const templateUnknown = refusal('not_found', 'substep_template_unknown', 'There is no such substep template.')
export const templateNameTaken = refusal('conflict', 'substep_template_name_taken', 'Another substep template has that name.')
export const templateStale = refusal('stale', 'substep_template_stale', 'The template was changed since you read it. Read it again.')

/** In the order of their sequence; two of one place stay as they were given. */
export const laid_in_order = (items: z.output<typeof ItemsGiven>): TemplateItem[] =>
  items
    .map(({ description, notes = null, sequence }, at) => ({ description, notes, sequence: sequence ?? at + 1 }))
    .sort((a, b) => a.sequence - b.sequence)

export async function read_template(context: Context, id: string): Promise<SubstepTemplate> {
  const [template] = await context.read<SubstepTemplate>`
    select ${template_columns} from substep_templates where id = ${id} and deleted_at is null`
  if (!template) throw templateUnknown.because(`There is no substep template ${id}.`)
  return template
}

export async function locked_template(context: Context, id: string): Promise<SubstepTemplate> {
  const [, template] = await Promise.all([
    context.read`select id from substep_templates where id = ${id} for no key update`,
    read_template(context, id),
  ])
  return template
}

/** Its items are one JSON value: a list would be sent as PostgreSQL's own. */
export const as_columns = (fields: Row): Row => ('items' in fields ? { ...fields, items: json(fields.items) } : fields)

export const expect_conflict = (context: Context, name: string): void =>
  context.on_conflict('substep_templates_name', templateNameTaken.because(`There is already a substep template ${name}.`))
