import { z } from 'zod'
import type { Substep } from '../../../domain/operations/substeps/substep.ts'
import { verbs } from '../../../domain/verbs.gen.ts'
import { answer, type Row } from '../dialect.ts'
import { Done, done, Listed, listed } from './envelope.ts'
import { alias, ById, LongText, Paging, paging_takes, Text, Uuid } from './members.ts'

const entity = 'substep'
const Status = z.enum(['not_started', 'completed'])
const done_of = (status: unknown): unknown => (status === 'completed' ? true : status === 'not_started' ? false : status)

const given = {
  description: LongText.optional().meta({ description: 'Required where a substep is added, here or as `name`.' }),
  name: alias(LongText.optional(), 'description'),
  sequence: z.number().int().optional().meta({ description: 'Behind the last one unless told.' }),
  notes: LongText.nullish(),
}
const given_takes = { description: 'description', name: 'description', sequence: 'sequence', notes: 'notes' } as const

export const EryxonSubstep = z
  .strictObject({
    id: z.string(),
    operation_id: z.string(),
    description: z.string(),
    name: z.string(),
    sequence: z.number().int(),
    completed: z.boolean(),
    status: Status,
    notes: z.string().nullable(),
    completed_at: z.iso.datetime().nullable(),
    completed_by: z.string().nullable(),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .meta({ id: 'EryxonSubstep' })

const substep_out = (substep: Substep): z.input<typeof EryxonSubstep> => ({
  id: substep.id,
  operation_id: substep.operation_id,
  description: substep.description,
  name: substep.description,
  sequence: substep.sequence,
  completed: substep.completed_at !== null,
  status: substep.completed_at === null ? 'not_started' : 'completed',
  notes: substep.notes,
  completed_at: substep.completed_at,
  completed_by: substep.completed_by,
  created_at: substep.created_at,
  updated_at: substep.updated_at,
})

const list = answer('GET /api-substeps', verbs['substeps.list'], {
  entity,
  says: 'Lists substeps, by sequence.',
  query: z.object({
    ...Paging,
    operation_id: Uuid.optional(),
    completed: z.boolean().optional(),
    status: Status.optional(),
    search: Text.optional().meta({ description: 'Part of the description.' }),
  }),
  blank: 'absent',
  takes: {
    ...paging_takes,
    operation_id: 'operation_id',
    completed: 'completed',
    status: { to: 'completed', as: done_of },
    search: 'search',
  },
  adds: { sort: 'sequence', with_total: true },
  reply: Listed({ substeps: z.array(EryxonSubstep) }),
  gives: (output, asked) => listed({ substeps: output.data.map(substep_out) }, output, asked),
})

const get = answer('GET /api-substeps?id', verbs['substeps.get'], {
  entity,
  query: ById,
  blank: 'absent',
  takes: { id: 'id' },
  reply: Done({ substep: EryxonSubstep }),
  gives: (substep) => done({ substep: substep_out(substep) }),
})

const create = answer('POST /api-substeps', verbs['substeps.create'], {
  entity,
  says: 'Adds a substep to an operation.',
  body: z.object({ operation_id: Uuid, ...given }),
  blank: 'absent',
  takes: { operation_id: 'operation_id', ...given_takes },
  success: 201,
  reply: Done({ substep: EryxonSubstep }),
  gives: (substep) => done({ substep: substep_out(substep) }),
})

const update = answer(['PATCH /api-substeps', 'PUT /api-substeps'], verbs['substeps.update'], {
  entity,
  says: 'Completes a substep, takes that back, or changes what it says.',
  query: ById,
  body: z.object({
    ...given,
    completed: z.boolean().optional(),
    status: alias(Status.optional(), 'completed'),
    completed_by: Uuid.nullish(),
  }),
  blank: 'null',
  takes: { id: 'id', ...given_takes, completed: 'completed', status: { to: 'completed', as: done_of }, completed_by: 'completed_by' },
  needs_a_field: true,
  reply: Done({ substep: EryxonSubstep }),
  gives: (substep) => done({ substep: substep_out(substep) }),
})

const remove = answer('DELETE /api-substeps', verbs['substeps.delete'], {
  entity,
  query: ById,
  blank: 'absent',
  takes: { id: 'id' },
  reply: Done({ message: z.string(), substep_id: z.string() }),
  gives: ({ id }) => done({ message: 'Substep deleted successfully', substep_id: id }),
})

export const substep_rows: readonly Row[] = [list, get, create, update, remove]
