import { z } from 'zod'
import { verbs } from '../../../domain/verbs.gen.ts'
import type { Input } from '../../../kernel/verb.ts'
import { answer, type Row } from '../dialect.ts'
import type { Takes } from '../taking.ts'
import { Done, done, Listed, listed } from './envelope.ts'
import { alias, ById, LongText, Metadata, Paging, paging_takes, Text, Uuid } from './members.ts'
import { GivenOperation, operation_takes } from './operations.ts'
import { EryxonPart, part_out } from './shapes.ts'
import { job_words, part_status } from './words.ts'

const entity = 'part'
const Status = z.enum(job_words)
const Quantity = z.number().int().min(1).max(2_147_483_647)
const Url = z.string().max(2048)

const given = {
  material: Text.nullish(),
  material_lot: Text.nullish(),
  material_supplier: Text.nullish(),
  material_cert_number: Text.nullish(),
  status: Status.optional(),
  parent_part_id: Uuid.nullish(),
  drawing_no: Text.nullish(),
  drawing_url: Url.nullish(),
  step_file_url: Url.nullish(),
  file_paths: z.array(z.string()).optional(),
  cnc_program_name: Text.nullish(),
  is_bullet_card: z.boolean().optional(),
  notes: LongText.nullish(),
  description: alias(LongText.nullish(), 'notes'),
  metadata: Metadata.nullish(),
  current_cell_id: Uuid.nullish(),
  external_id: Text.nullish(),
  external_source: Text.nullish(),
}
const Given = z.object(given)

const given_takes = {
  material: 'material',
  material_lot: 'material_lot',
  material_supplier: 'material_supplier',
  material_cert_number: 'material_cert_number',
  status: { to: 'status', as: part_status.ours },
  parent_part_id: 'parent_id',
  drawing_no: 'drawing_number',
  drawing_url: 'drawing_url',
  step_file_url: 'step_file_url',
  file_paths: 'file_paths',
  cnc_program_name: 'cnc_program_name',
  is_bullet_card: 'is_bullet_card',
  notes: 'notes',
  description: 'notes',
  metadata: 'metadata',
  current_cell_id: 'workstation_id',
  external_id: 'external_id',
  external_source: 'external_source',
} as const satisfies Takes<z.input<typeof Given>, Input<(typeof verbs)['parts.update']>>

const PartGiven = z.object({
  part_number: Text,
  quantity: Quantity,
  ...given,
  parent_part_number: Text.nullish().meta({ description: 'The part of the same job that this one goes into.' }),
  operations: z.array(GivenOperation).optional(),
})

/** A part within a new job; there it comes with its operations. */
export const NestedPart = PartGiven.extend({ operations: z.array(GivenOperation).min(1) })

export const part_takes = {
  part_number: 'part_number',
  quantity: 'quantity',
  ...given_takes,
  parent_part_number: 'parent_part_number',
  operations: { to: 'operations', each: operation_takes },
} as const satisfies Takes<z.input<typeof PartGiven>, Input<(typeof verbs)['parts.create']>>

const list = answer('GET /api-parts', verbs['parts.list'], {
  entity,
  says: 'Lists parts, newest first.',
  query: z.object({
    ...Paging,
    job_id: Uuid.optional(),
    job_number: Text.optional().meta({ description: 'Part of the job number.' }),
    part_number: Text.optional().meta({ description: 'Part of the part number.' }),
    material: Text.optional().meta({ description: 'Part of the material.' }),
    material_lot: Text.optional().meta({ description: 'Part of the lot.' }),
    status: Status.optional(),
    search: Text.optional().meta({ description: 'Part of the number or the material.' }),
  }),
  blank: 'absent',
  takes: {
    ...paging_takes,
    job_id: 'job_id',
    job_number: 'job_number',
    part_number: 'part_number',
    material: 'material',
    material_lot: 'material_lot',
    status: { to: 'status', as: part_status.all_ours },
    search: 'search',
  },
  adds: { expand: ['operations'], with_total: true },
  reply: Listed({ parts: z.array(EryxonPart) }),
  gives: (output, asked) => listed({ parts: output.data.map(part_out) }, output, asked),
})

const get = answer('GET /api-parts?id', verbs['parts.get'], {
  entity,
  query: ById,
  blank: 'absent',
  takes: { id: 'id' },
  adds: { expand: ['operations'] },
  reply: Done({ part: EryxonPart }),
  gives: (part) => done({ part: part_out(part) }),
})

const create = answer('POST /api-parts', verbs['parts.create'], {
  entity,
  says: 'Adds a part, with operations where they are given, to a job.',
  body: PartGiven.extend({ job_id: Uuid }),
  blank: 'absent',
  takes: { job_id: 'job_id', ...part_takes },
  success: 201,
  reply: Done({ part: EryxonPart }),
  gives: (part) => done({ part: part_out(part) }),
})

const update = answer(['PATCH /api-parts', 'PUT /api-parts'], verbs['parts.update'], {
  entity,
  query: ById,
  body: Given.extend({ part_number: Text.optional(), quantity: Quantity.optional() }),
  blank: 'null',
  takes: { id: 'id', ...given_takes, part_number: 'part_number', quantity: 'quantity' },
  needs_a_field: true,
  reply: Done({ part: EryxonPart }),
  gives: (part) => done({ part: part_out(part) }),
})

const remove = answer('DELETE /api-parts', verbs['parts.delete'], {
  entity,
  query: ById,
  blank: 'absent',
  takes: { id: 'id' },
  reply: Done({ message: z.string(), part_id: z.string() }),
  gives: ({ id }) => done({ message: 'Part deleted successfully', part_id: id }),
})

export const part_rows: readonly Row[] = [list, get, create, update, remove]
