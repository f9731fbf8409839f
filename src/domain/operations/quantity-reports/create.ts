import { z } from 'zod'
import { At, happened_at } from '../../../kernel/at.ts'
import type { Context } from '../../../kernel/context.ts'
import type { Problem } from '../../../kernel/errors.ts'
import { External, Pieces, Text } from '../../../kernel/fields.ts'
import { reference } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { jobNotMovable } from '../../jobs/job.ts'
import { lock_job_of_operation, operationUnknown, read_operation } from '../operation.ts'
import type { TimeEntry } from '../time-entries/time-entry.ts'
import { worker } from '../work.ts'
import { count_pieces } from './count-pieces.ts'
import {
  assert_countable,
  assert_in_range,
  counted_by_units,
  faults_of_figures,
  kinds_for,
  place_of,
  warnings_of,
  with_count,
} from './counting.ts'
import { quantityReported } from './events.ts'
import { Counted, moreThanAvailable, no_figures, operationLeftOut, quantityReportExternalTaken } from './quantity-report.ts'
import { reason_given } from './reason-given.ts'

const Given = z.object({
  operation_id: reference('operations'),
  good: Pieces.default(0),
  scrap: Pieces.default(0),
  rework: Pieces.default(0).meta({ description: 'Pieces that will be worked on again; they stay available.' }),
  mrb: Pieces.default(0).meta({ description: 'Pieces put aside for the material review board.' }),
  produced: Pieces.optional().meta({ description: 'Only checked: it must be the sum of the others.' }),
  reason_id: reference('reasons').nullable().optional(),
  reason_code: z
    .string()
    .trim()
    .max(255)
    .nullable()
    .optional()
    .meta({ description: 'Instead of an id: the code of a reason for scrap or rework.' }),
  person_id: reference('people')
    .nullable()
    .optional()
    .meta({ description: 'Whose pieces. Left out: whoever is on the time entry, else whoever is signed in.' }),
  machine_id: reference('machines').nullable().optional(),
  time_entry_id: reference('time_entries').nullable().optional(),
  material_lot: z.string().trim().max(255).nullable().optional(),
  notes: Text.nullable().optional(),
  at: At,
  ...External,
})
type Given = z.output<typeof Given>

export const create = verb({
  name: 'quantity_reports.create',
  does: 'Counts pieces at an operation: good, scrap, for rework, for review. It moves nothing, and counts at a waiting operation too. Where units count the part, it is kept as claimed.',
  kind: 'writes',
  allow: atLeast('operator'),
  input: Given,
  output: Counted,
  refuses: [operationUnknown, operationLeftOut, jobNotMovable, moreThanAvailable, quantityReportExternalTaken],
  reports: [quantityReported],
  examples: [{ given: { operation_id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', good: 8, scrap: 2, reason_code: 'S-01' } }],
  faults: faults_of_count,
  async run(context, given) {
    const occurred_at = happened_at(context, given.at)
    const { operation, place, entry, reason_id } = await locked_place(context, given)
    assert_countable(operation, place)
    if (entry && entry.operation_id !== operation.id)
      context.problem(['time_entry_id'], 'unknown_reference', 'This time entry is of another operation.')
    const { operation_id, good, scrap, rework, mrb } = given
    const said = { good, scrap, rework, mrb }
    const by_units = place.units_made > 0
    const counts = by_units ? no_figures : said
    assert_in_range(context, operation, counts)
    context.settle()
    const warnings = by_units ? [counted_by_units] : warnings_of(operation, given, place.sequence_policy)
    const [report] = count_pieces(context, [
      {
        job_id: operation.job_id,
        part_id: operation.part_id,
        operation_id,
        ...counts,
        claimed: by_units ? said : null,
        time_entry_id: given.time_entry_id ?? null,
        person_id: given.person_id === undefined && entry ? entry.person_id : worker(context, given.person_id),
        machine_id: given.machine_id === undefined && entry ? entry.machine_id : (given.machine_id ?? null),
        reason_id,
        material_lot: given.material_lot ?? null,
        notes: given.notes ?? null,
        occurred_at,
        external_source: given.external_source ?? null,
        external_id: given.external_id ?? null,
      },
    ])
    if (!report) throw operationUnknown.because()
    return { ...report, operation: with_count(operation, counts), warnings }
  },
})

const Loose = z.record(z.string(), z.unknown()).catch({})

function faults_of_count(raw: unknown): Problem[] {
  const given = Loose.parse(raw)
  const both = (given.reason_id ?? null) !== null && (given.reason_code ?? null) !== null
  return [
    ...faults_of_figures(given, given.produced),
    ...(both ? [{ path: ['reason_code'], rule: 'duplicate' as const, message: 'Give reason_id or reason_code, not both.' }] : []),
  ]
}

async function locked_place(context: Context, given: Given) {
  const { operation_id } = given
  const [, operation, place, entry, reason_id] = await Promise.all([
    lock_job_of_operation(context, operation_id),
    read_operation(context, operation_id),
    place_of(context, operation_id),
    given.time_entry_id
      ? context.read<Pick<TimeEntry, 'operation_id' | 'person_id' | 'machine_id'>>`
          select operation_id, person_id, machine_id from time_entries where id = ${given.time_entry_id} and deleted_at is null`
      : [],
    reason_given(context, given, kinds_for(given)),
  ])
  if (!place) throw operationUnknown.because(`There is no operation ${operation_id}.`)
  return { operation, place, entry: entry[0], reason_id }
}
