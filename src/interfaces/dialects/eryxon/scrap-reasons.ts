import { z } from 'zod'
import type { Reason } from '../../../domain/floor/reasons/reason.ts'
import { verbs } from '../../../domain/verbs.gen.ts'
import { answer, type Row } from '../dialect.ts'
import { Done, done, Listed, listed } from './envelope.ts'
import { ById, LongText, Paging, paging_takes, Text } from './members.ts'

const entity = 'scrap_reason'
const Category = z.enum(['material', 'process', 'equipment', 'operator', 'design', 'other'])

const given = { code: Text, description: LongText, category: Category.optional(), active: z.boolean().optional() }
const given_takes = { code: 'code', description: 'description', category: 'category', active: 'is_active' } as const

export const EryxonScrapReason = z
  .strictObject({
    id: z.string(),
    code: z.string(),
    description: z.string(),
    category: Category,
    active: z.boolean(),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .meta({ id: 'EryxonScrapReason' })

const reason_out = (reason: Reason): z.input<typeof EryxonScrapReason> => ({
  id: reason.id,
  code: reason.code,
  description: reason.description,
  category: reason.category,
  active: reason.is_active,
  created_at: reason.created_at,
  updated_at: reason.updated_at,
})

const list = answer('GET /api-scrap-reasons', verbs['reasons.list'], {
  entity,
  says: 'Lists scrap reasons by code: the active ones, unless told.',
  query: z.object({
    ...Paging,
    category: Category.optional(),
    active: z.boolean().optional(),
    code: Text.optional().meta({ description: 'Part of the code.' }),
    search: Text.optional().meta({ description: 'Part of the code or the description.' }),
  }),
  blank: 'absent',
  takes: { ...paging_takes, category: 'category', active: 'is_active', code: 'code', search: 'search' },
  adds: { kind: 'scrap', is_active: true, sort: 'code', with_total: true },
  reply: Listed({ scrap_reasons: z.array(EryxonScrapReason) }),
  gives: (output, asked) => listed({ scrap_reasons: output.data.map(reason_out) }, output, asked),
})

const get = answer('GET /api-scrap-reasons?id', verbs['reasons.get'], {
  entity,
  says: 'Shows one scrap reason.',
  query: ById,
  blank: 'absent',
  takes: { id: 'id' },
  adds: { of_kind: 'scrap' },
  reply: Done({ scrap_reason: EryxonScrapReason }),
  gives: (reason) => done({ scrap_reason: reason_out(reason) }),
})

const create = answer('POST /api-scrap-reasons', verbs['reasons.create'], {
  entity,
  says: 'Adds a scrap reason.',
  body: z.object(given),
  blank: 'absent',
  takes: given_takes,
  adds: { kind: 'scrap' },
  success: 201,
  reply: Done({ scrap_reason: EryxonScrapReason }),
  gives: (reason) => done({ scrap_reason: reason_out(reason) }),
})

const update = answer(['PATCH /api-scrap-reasons', 'PUT /api-scrap-reasons'], verbs['reasons.update'], {
  entity,
  says: 'Changes a scrap reason, or switches it on or off.',
  query: ById,
  body: z.object(given).partial(),
  blank: 'null',
  takes: { id: 'id', ...given_takes },
  adds: { of_kind: 'scrap' },
  needs_a_field: true,
  reply: Done({ scrap_reason: EryxonScrapReason }),
  gives: (reason) => done({ scrap_reason: reason_out(reason) }),
})

const remove = answer('DELETE /api-scrap-reasons', verbs['reasons.delete'], {
  entity,
  says: 'Deletes a scrap reason that nothing was reported with. One that was used is switched off instead.',
  query: ById,
  blank: 'absent',
  takes: { id: 'id' },
  adds: { of_kind: 'scrap' },
  reply: Done({ message: z.string(), scrap_reason_id: z.string() }),
  gives: ({ id }) => done({ message: 'Scrap reason deleted successfully', scrap_reason_id: id }),
})

export const scrap_reason_rows: readonly Row[] = [list, get, create, update, remove]
