import { z } from 'zod'
import { verbs } from '../../../domain/verbs.gen.ts'
import type { Input } from '../../../kernel/verb.ts'
import { answer, type Row } from '../dialect.ts'
import type { Takes } from '../taking.ts'
import { Done, done, Listed, listed } from './envelope.ts'
import { alias, ById, LongText, Metadata, Minutes, Paging, paging_takes, Text, Uuid } from './members.ts'
import { EryxonOperation, operation_out } from './shapes.ts'
import { operation_status, operation_words, seconds_of } from './words.ts'

const entity = 'operation'
const Status = z.enum(operation_words)
const minutes = Minutes.nullish()

const given = {
  cell_id: Uuid.nullish(),
  cell_name: Text.nullish().meta({ description: 'Instead of `cell_id`. A name not known yet makes that cell.' }),
  assigned_operator_id: Uuid.nullish(),
  estimated_time: minutes,
  estimated_time_minutes: alias(minutes, 'estimated_time'),
  setup_time: minutes,
  setup_time_minutes: alias(minutes, 'setup_time'),
  run_time_per_unit: minutes,
  status: Status.optional(),
  completion_percentage: z.number().int().min(0).max(100).optional(),
  notes: LongText.nullish(),
  instructions: LongText.nullish(),
  metadata: Metadata.nullish(),
  external_id: Text.nullish(),
  external_source: Text.nullish(),
}
const Given = z.object(given)

const total = { to: 'planned_total_s', as: seconds_of } as const
const setup = { to: 'planned_setup_s', as: seconds_of } as const

const given_takes = {
  cell_id: 'workstation_id',
  cell_name: 'workstation_name',
  assigned_operator_id: 'assigned_person_id',
  estimated_time: total,
  estimated_time_minutes: total,
  setup_time: setup,
  setup_time_minutes: setup,
  run_time_per_unit: { to: 'planned_run_s_per_piece', as: seconds_of },
  status: { to: 'status', as: operation_status.ours },
  completion_percentage: 'completion_percentage',
  notes: 'notes',
  instructions: 'instructions',
  metadata: 'metadata',
  external_id: 'external_id',
  external_source: 'external_source',
} as const satisfies Takes<z.input<typeof Given>, Input<(typeof verbs)['operations.update']>>

/** An operation as it comes with a part. */
export const GivenOperation = z.object({ operation_name: Text, sequence: z.number().int(), ...given })

export const operation_takes = {
  operation_name: 'name',
  sequence: 'sequence',
  ...given_takes,
} as const satisfies Takes<z.input<typeof GivenOperation>, Input<(typeof verbs)['operations.create']>>

const sorts: Readonly<Record<string, string>> = { estimated_time: 'planned_s', actual_time: 'worked_s' }
const sort = { to: 'sort', as: (given: unknown) => (typeof given === 'string' ? (sorts[given] ?? given) : given) } as const
const SortBy = z.enum(['sequence', 'created_at', 'estimated_time', 'actual_time', 'status', 'completion_percentage']).optional()
const SortOrder = z.enum(['asc', 'desc']).optional()

const list = answer('GET /api-operations', verbs['operations.list'], {
  entity,
  says: 'Lists operations, by sequence unless told.',
  query: z.object({
    ...Paging,
    part_id: Uuid.optional(),
    job_id: Uuid.optional(),
    cell_id: Uuid.optional(),
    cell_name: Text.optional().meta({ description: 'Part of the cell’s name.' }),
    status: Status.optional(),
    assigned_operator_id: Uuid.optional(),
    search: Text.optional().meta({ description: 'Part of the operation’s name.' }),
    sort_by: SortBy,
    sort: alias(SortBy, 'sort_by'),
    sort_order: SortOrder,
    order: alias(SortOrder, 'sort_order'),
    include_count: z.boolean().optional().meta({ description: '`false` leaves the total out.' }),
  }),
  blank: 'absent',
  takes: {
    ...paging_takes,
    part_id: 'part_id',
    job_id: 'job_id',
    cell_id: 'workstation_id',
    cell_name: 'workstation_name',
    status: { to: 'status', as: operation_status.all_ours },
    assigned_operator_id: 'assigned_person_id',
    search: 'search',
    sort_by: sort,
    sort,
    sort_order: 'order',
    order: 'order',
    include_count: 'with_total',
  },
  adds: { sort: 'sequence', with_total: true, expand: ['time_entries'] },
  reply: Listed({ operations: z.array(EryxonOperation) }),
  gives: (output, asked) => listed({ operations: output.data.map(operation_out) }, output, asked),
})

const get = answer('GET /api-operations?id', verbs['operations.get'], {
  entity,
  query: ById,
  blank: 'absent',
  takes: { id: 'id' },
  adds: { expand: ['time_entries'] },
  reply: Done({ operation: EryxonOperation }),
  gives: (operation) => done({ operation: operation_out(operation) }),
})

const create = answer('POST /api-operations', verbs['operations.create'], {
  entity,
  says: 'Adds an operation to a part. On a completed part it brings the part and its job back.',
  body: GivenOperation.extend({ part_id: Uuid }),
  blank: 'absent',
  takes: { part_id: 'part_id', ...operation_takes },
  success: 201,
  reply: Done({ operation: EryxonOperation }),
  gives: (operation) => done({ operation: operation_out(operation) }),
})

const update = answer(['PATCH /api-operations', 'PUT /api-operations'], verbs['operations.update'], {
  entity,
  says: 'Changes fields of an operation. A status is reached by the legal moves, with clocks, times and webhooks.',
  query: ById,
  body: Given.extend({ operation_name: Text.optional(), sequence: z.number().int().optional() }),
  blank: 'null',
  takes: { id: 'id', ...given_takes, operation_name: 'name', sequence: 'sequence' },
  needs_a_field: true,
  reply: Done({ operation: EryxonOperation }),
  gives: (operation) => done({ operation: operation_out(operation) }),
})

const remove = answer('DELETE /api-operations', verbs['operations.delete'], {
  entity,
  query: ById,
  blank: 'absent',
  takes: { id: 'id' },
  reply: Done({ message: z.string(), operation_id: z.string() }),
  gives: ({ id }) => done({ message: 'Operation deleted successfully', operation_id: id }),
})

export const operation_rows: readonly Row[] = [list, get, create, update, remove]
