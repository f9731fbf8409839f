import { z } from 'zod'
import { verbs } from '../../../domain/verbs.gen.ts'
import type { Input } from '../../../kernel/verb.ts'
import { answer, type Row } from '../dialect.ts'
import type { Takes } from '../taking.ts'
import { Done, done, Listed, listed } from './envelope.ts'
import { alias, ById, LongText, Paging, paging_takes, Text } from './members.ts'
import { cell_out, EryxonCell } from './shapes.ts'

const entity = 'cell'

const given = {
  color: z
    .string()
    .nullish()
    .meta({ description: '`#3B82F6` unless told.', examples: ['#3B82F6'] }),
  sequence: z.number().int().optional().meta({ description: 'Its place among the cells; behind the last one unless told.' }),
  active: z.boolean().optional(),
  description: LongText.nullish(),
  external_id: Text.nullish(),
  external_source: Text.nullish(),
}
const Given = z.object(given)

const given_takes = {
  color: 'color',
  sequence: 'position',
  active: 'is_active',
  description: 'description',
  external_id: 'external_id',
  external_source: 'external_source',
} as const satisfies Takes<z.input<typeof Given>, Input<(typeof verbs)['workstations.update']>>

const sort = { to: 'sort', as: (given: unknown) => (given === 'sequence' ? 'position' : given) } as const
const SortBy = z.enum(['name', 'sequence', 'created_at']).optional()
const SortOrder = z.enum(['asc', 'desc']).optional()

const list = answer('GET /api-cells', verbs['workstations.list'], {
  entity,
  says: 'Lists cells, by sequence unless told.',
  query: z.object({
    ...Paging,
    active: z.boolean().optional(),
    search: Text.optional().meta({ description: 'Part of the name.' }),
    sort: SortBy,
    sort_by: alias(SortBy, 'sort'),
    order: SortOrder,
    sort_order: alias(SortOrder, 'order'),
  }),
  blank: 'absent',
  takes: { ...paging_takes, active: 'is_active', search: 'name', sort, sort_by: sort, order: 'order', sort_order: 'order' },
  adds: { sort: 'position', with_total: true },
  reply: Listed({ cells: z.array(EryxonCell) }),
  gives: (output, asked) => listed({ cells: output.data.map(cell_out) }, output, asked),
})

const get = answer('GET /api-cells?id', verbs['workstations.get'], {
  entity,
  says: 'Shows one cell.',
  query: ById,
  blank: 'absent',
  takes: { id: 'id' },
  reply: Done({ cell: EryxonCell }),
  gives: (cell) => done({ cell: cell_out(cell) }),
})

const create = answer('POST /api-cells', verbs['workstations.create'], {
  entity,
  says: 'Creates a cell.',
  body: z.object({ name: Text, ...given }),
  blank: 'absent',
  takes: { name: 'name', ...given_takes },
  success: 201,
  reply: Done({ cell: EryxonCell }),
  gives: (cell) => done({ cell: cell_out(cell) }),
})

const update = answer(['PATCH /api-cells', 'PUT /api-cells'], verbs['workstations.update'], {
  entity,
  says: 'Changes fields of a cell.',
  query: ById,
  body: Given.extend({ name: Text.optional() }),
  blank: 'null',
  takes: { id: 'id', ...given_takes, name: 'name' },
  needs_a_field: true,
  reply: Done({ cell: EryxonCell }),
  gives: (cell) => done({ cell: cell_out(cell) }),
})

const remove = answer('DELETE /api-cells', verbs['workstations.delete'], {
  entity,
  says: 'Deletes a cell where nothing stands.',
  query: ById,
  blank: 'absent',
  takes: { id: 'id' },
  reply: Done({ message: z.string(), cell_id: z.string() }),
  gives: ({ id }) => done({ message: 'Cell deleted successfully', cell_id: id }),
})

export const cell_rows: readonly Row[] = [list, get, create, update, remove]

export { Given as CellGiven, given_takes as cell_takes }
