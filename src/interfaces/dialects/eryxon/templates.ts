import { z } from 'zod'
import type { SubstepTemplate } from '../../../domain/operations/substep-templates/template.ts'
import { verbs } from '../../../domain/verbs.gen.ts'
import { answer, type Row } from '../dialect.ts'
import { Done, done, Listed, listed } from './envelope.ts'
import { alias, ById, LongText, Paging, paging_takes, Text } from './members.ts'

const entity = 'substep_template'

const Item = z.object({
  description: LongText.optional().meta({ description: 'Required, here or as `name`.' }),
  name: alias(LongText.optional(), 'description'),
  notes: LongText.nullish(),
  sequence: z.number().int().optional().meta({ description: 'Its place in the list unless told.' }),
})
const given = { name: Text, description: LongText.nullish(), operation_type: Text.nullish(), items: z.array(Item).optional() }
const given_takes = {
  name: 'name',
  description: 'description',
  operation_type: 'operation_type',
  items: { to: 'items', each: { description: 'description', name: 'description', notes: 'notes', sequence: 'sequence' } },
} as const

const text = z.string().nullable()
const ItemShown = z.strictObject({ name: z.string(), description: z.string(), notes: text, sequence: z.number().int() })
export const EryxonSubstepTemplate = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    description: text,
    operation_type: text,
    is_global: z.literal(false),
    items: z.array(ItemShown),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .meta({ id: 'EryxonSubstepTemplate' })

const template_out = (template: SubstepTemplate): z.input<typeof EryxonSubstepTemplate> => ({
  id: template.id,
  name: template.name,
  description: template.description,
  operation_type: template.operation_type,
  is_global: false,
  items: template.items.map(({ description, notes, sequence }) => ({ name: description, description, notes, sequence })),
  created_at: template.created_at,
  updated_at: template.updated_at,
})

const list = answer('GET /api-templates', verbs['substep_templates.list'], {
  entity,
  says: 'Lists substep templates, by name.',
  query: z.object({
    ...Paging,
    operation_type: Text.optional(),
    search: Text.optional().meta({ description: 'Part of the name or the description.' }),
  }),
  blank: 'absent',
  takes: { ...paging_takes, operation_type: 'operation_type', search: 'search' },
  adds: { sort: 'name', with_total: true },
  reply: Listed({ substep_templates: z.array(EryxonSubstepTemplate) }),
  gives: (output, asked) => listed({ substep_templates: output.data.map(template_out) }, output, asked),
})

const get = answer('GET /api-templates?id', verbs['substep_templates.get'], {
  entity,
  query: ById,
  blank: 'absent',
  takes: { id: 'id' },
  reply: Done({ substep_template: EryxonSubstepTemplate }),
  gives: (template) => done({ substep_template: template_out(template) }),
})

const create = answer('POST /api-templates', verbs['substep_templates.create'], {
  entity,
  says: 'Makes a substep template with its items.',
  body: z.object(given),
  blank: 'absent',
  takes: given_takes,
  success: 201,
  reply: Done({ substep_template: EryxonSubstepTemplate }),
  gives: (template) => done({ substep_template: template_out(template) }),
})

const update = answer(['PATCH /api-templates', 'PUT /api-templates'], verbs['substep_templates.update'], {
  entity,
  says: 'Changes a substep template. Items, where they are given, take the place of all it had.',
  query: ById,
  body: z.object({ ...given, name: Text.optional() }),
  blank: 'null',
  takes: { id: 'id', ...given_takes },
  needs_a_field: true,
  reply: Done({ substep_template: EryxonSubstepTemplate }),
  gives: (template) => done({ substep_template: template_out(template) }),
})

const remove = answer('DELETE /api-templates', verbs['substep_templates.delete'], {
  entity,
  query: ById,
  blank: 'absent',
  takes: { id: 'id' },
  reply: Done({ message: z.string(), substep_template_id: z.string() }),
  gives: ({ id }) => done({ message: 'Template deleted successfully', substep_template_id: id }),
})

export const template_rows: readonly Row[] = [list, get, create, update, remove]
