import { z } from 'zod'
import { verbs } from '../../../domain/verbs.gen.ts'
import type { Output } from '../../../kernel/verb.ts'
import { answer, type Row } from '../dialect.ts'
import { Done, done, Listed, listed } from './envelope.ts'
import { ById, DateOrTime, LongText, Paging, paging_takes, Text, Uuid } from './members.ts'
import { end_of, moment_of } from './moments.ts'
import { OperationOfIt, operation_of_it, Person, person_of_it } from './named.ts'

const entity = 'operation_quantity'
const pieces = z.number().int().optional()

const figures = {
  quantity_produced: pieces.meta({ description: 'Must be the sum of good, scrap and rework, where it is given.' }),
  quantity_good: pieces,
  quantity_scrap: pieces,
  quantity_rework: pieces,
}
const given = {
  ...figures,
  scrap_reason_id: Uuid.nullish(),
  material_lot: Text.nullish(),
  notes: LongText.nullish(),
  recorded_by: Uuid.nullish(),
}
const given_takes = {
  quantity_produced: 'produced',
  quantity_good: 'good',
  quantity_scrap: 'scrap',
  quantity_rework: 'rework',
  scrap_reason_id: 'reason_id',
  material_lot: 'material_lot',
  notes: 'notes',
  recorded_by: 'person_id',
} as const

const whole = z.number().int()
const text = z.string().nullable()
const Yield = z.number().meta({ description: 'Good pieces of a hundred, to two decimals; 0 where nothing was produced.' })
const ReasonShown = z.strictObject({ id: z.string(), code: z.string(), description: z.string(), category: z.string() })

export const EryxonOperationQuantity = z
  .strictObject({
    id: z.string(),
    operation_id: z.string(),
    quantity_produced: whole,
    quantity_good: whole,
    quantity_scrap: whole.meta({ description: 'Pieces put aside for review are among them.' }),
    quantity_rework: whole,
    yield_percentage: Yield,
    scrap_reason_id: text,
    material_lot: text,
    notes: text,
    recorded_by: text,
    recorded_at: z.iso.datetime(),
    created_at: z.iso.datetime(),
    operation: OperationOfIt.optional().meta({ description: 'Not in the answers to POST and PATCH.' }),
    scrap_reason: ReasonShown.nullable().optional(),
    recorded_by_user: Person.nullable().optional(),
  })
  .meta({ id: 'EryxonOperationQuantity' })

interface Figures {
  readonly good: number
  readonly scrap: number
  readonly rework: number
  readonly mrb: number
}
const produced = ({ good, scrap, rework, mrb }: Figures): number => good + scrap + rework + mrb
const yield_of = (made: Figures): number => (produced(made) === 0 ? 0 : Math.round((made.good / produced(made)) * 10_000) / 100)

type Report = Omit<Output<(typeof verbs)['quantity_reports.get']>, 'operation' | 'person' | 'reason'>
type Along = Pick<Output<(typeof verbs)['quantity_reports.get']>, 'operation' | 'person' | 'reason'>

const quantity_out = (report: Report): z.input<typeof EryxonOperationQuantity> => ({
  id: report.id,
  operation_id: report.operation_id,
  quantity_produced: produced(report),
  quantity_good: report.good,
  quantity_scrap: report.scrap + report.mrb,
  quantity_rework: report.rework,
  yield_percentage: yield_of(report),
  scrap_reason_id: report.reason_id,
  material_lot: report.material_lot,
  notes: report.notes,
  recorded_by: report.person_id,
  recorded_at: report.occurred_at,
  created_at: report.recorded_at,
})

const with_all = ({ operation, person, reason, ...report }: Report & Along): z.input<typeof EryxonOperationQuantity> => ({
  ...quantity_out(report),
  ...(operation && { operation: operation_of_it(operation) }),
  scrap_reason: reason ? { id: reason.id, code: reason.code, description: reason.description, category: reason.category } : null,
  recorded_by_user: person ? person_of_it(person) : null,
})

const Summary = z.strictObject({
  total_produced: whole,
  total_good: whole,
  total_scrap: whole,
  total_rework: whole,
  yield_percentage: Yield,
})
const nothing: Figures = { good: 0, scrap: 0, rework: 0, mrb: 0 }
const summary_of = (sums: Figures = nothing): z.input<typeof Summary> => ({
  total_produced: produced(sums),
  total_good: sums.good,
  total_scrap: sums.scrap + sums.mrb,
  total_rework: sums.rework,
  yield_percentage: yield_of(sums),
})

const along: ('operation' | 'person' | 'reason')[] = ['operation', 'person', 'reason']

const list = answer('GET /api-operation-quantities', verbs['quantity_reports.list'], {
  entity,
  says: 'Lists quantities, newest first, with the sums of all that match.',
  query: z.object({
    ...Paging,
    operation_id: Uuid.optional(),
    part_id: Uuid.optional(),
    job_id: Uuid.optional(),
    material_lot: Text.optional().meta({ description: 'Part of the lot.' }),
    scrap_reason_id: Uuid.optional(),
    recorded_by: Uuid.optional(),
    from_date: DateOrTime.optional(),
    to_date: DateOrTime.optional().meta({ description: 'A date is in it as a whole.' }),
    has_scrap: z.boolean().optional(),
    has_rework: z.boolean().optional(),
  }),
  blank: 'absent',
  takes: {
    ...paging_takes,
    operation_id: 'operation_id',
    part_id: 'part_id',
    job_id: 'job_id',
    material_lot: 'material_lot',
    scrap_reason_id: 'reason_id',
    recorded_by: 'person_id',
    from_date: { to: 'from', as: moment_of },
    to_date: { to: 'to', as: end_of },
    has_scrap: 'has_scrap',
    has_rework: 'has_rework',
  },
  adds: { counts: true, with_sums: true, with_total: true, expand: along },
  reply: Listed({ operation_quantities: z.array(EryxonOperationQuantity), summary: Summary }),
  gives: (output, asked) => listed({ operation_quantities: output.data.map(with_all), summary: summary_of(output.sums) }, output, asked),
})

const get = answer('GET /api-operation-quantities?id', verbs['quantity_reports.get'], {
  entity,
  says: 'Shows one quantity.',
  query: ById,
  blank: 'absent',
  takes: { id: 'id' },
  adds: { counts: true, expand: along },
  reply: Done({ operation_quantity: EryxonOperationQuantity }),
  gives: (report) => done({ operation_quantity: with_all(report) }),
})

const create = answer('POST /api-operation-quantities', verbs['quantity_reports.create'], {
  entity,
  says: 'Reports quantities at an operation; any number of reports add up.',
  body: z.object({ operation_id: Uuid, ...given, recorded_at: DateOrTime.optional() }),
  blank: 'absent',
  takes: { operation_id: 'operation_id', ...given_takes, recorded_at: { to: 'at', as: moment_of } },
  success: 201,
  reply: Done({ operation_quantity: EryxonOperationQuantity }),
  gives: ({ operation: _, warnings: __, ...report }) => done({ operation_quantity: quantity_out(report) }),
})

const update = answer(['PATCH /api-operation-quantities', 'PUT /api-operation-quantities'], verbs['quantity_reports.correct'], {
  entity,
  says: 'Corrects a quantity: it is taken back and reported again, so it has another `id` from then on.',
  query: ById,
  body: z.object(given),
  blank: 'null',
  takes: { id: 'id', ...given_takes },
  needs_a_field: true,
  reply: Done({ operation_quantity: EryxonOperationQuantity, replaces_id: z.string() }),
  gives: ({ operation: _, warnings: __, replaces_id, ...report }) => done({ operation_quantity: quantity_out(report), replaces_id }),
})

const remove = answer('DELETE /api-operation-quantities', verbs['quantity_reports.reverse'], {
  entity,
  says: 'Takes a quantity back. The log keeps both.',
  query: ById,
  blank: 'absent',
  takes: { id: 'id' },
  adds: { reason: 'Deleted.' },
  reply: Done({ message: z.string(), operation_quantity_id: z.string() }),
  gives: ({ reverses_id, id }) => done({ message: 'Operation quantity deleted successfully', operation_quantity_id: reverses_id ?? id }),
})

export const operation_quantity_rows: readonly Row[] = [list, get, create, update, remove]
