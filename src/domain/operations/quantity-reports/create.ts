import { z } from 'zod'
import { At, happened_at } from '../../../kernel/at.ts'
import type { Context } from '../../../kernel/context.ts'
import type { Problem } from '../../../kernel/errors.ts'
import { External, Pieces, Text } from '../../../kernel/fields.ts'
import { reference } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { type JobStatus, jobNotMovable } from '../../jobs/job.ts'
import { lock_job_of_operation, type OperationRow, operationUnknown, read_operation } from '../operation.ts'
import type { Warning } from '../sequence.ts'
import type { TimeEntry } from '../time-entries/time-entry.ts'
import { worker } from '../work.ts'
import { count_pieces } from './count-pieces.ts'
import { quantityReported } from './events.ts'
import { Counted, type Figures, figures, moreThanAvailable, operationLeftOut, quantityReportExternalTaken } from './quantity-report.ts'
import { reason_given } from './reason-given.ts'

const most = 2_147_483_647

const Given = z.object({
  operation_id: reference('operations'),
  good: Pieces.default(0),
  scrap: Pieces.default(0),
  rework: Pieces.default(0).meta({ description: 'Pieces that will be worked on again; they stay available.' }),
  mrb: Pieces.default(0).meta({ description: 'Pieces put aside for the material review board.' }),
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
  does: 'Counts pieces at an operation: good, scrap, for rework, for review. It moves nothing, and counts at a waiting operation too.',
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
    for (const figure of figures) {
      if (operation[figure] + given[figure] > most) context.problem([figure], 'max_value', `An operation counts up to ${most} pieces.`)
    }
    context.settle()
    const warnings = warnings_of(operation, given, place.sequence_policy)
    const { operation_id, good, scrap, rework, mrb } = given
    const [report] = count_pieces(context, [
      {
        job_id: operation.job_id,
        part_id: operation.part_id,
        operation_id,
        ...{ good, scrap, rework, mrb },
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
    return { ...report, operation: with_count(operation, given), warnings }
  },
})

const Loose = z.record(z.string(), z.unknown()).catch({})

function faults_of_count(raw: unknown): Problem[] {
  const given = Loose.parse(raw)
  const nothing = figures.every((figure) => (given[figure] ?? 0) === 0)
  const both = (given.reason_id ?? null) !== null && (given.reason_code ?? null) !== null
  return [
    ...(nothing ? [{ path: ['good'], rule: 'min_value' as const, message: 'Count at least one piece: good, scrap, rework or mrb.' }] : []),
    ...(both ? [{ path: ['reason_code'], rule: 'duplicate' as const, message: 'Give reason_id or reason_code, not both.' }] : []),
  ]
}

interface Place {
  readonly sequence_policy: string
  readonly job_status: z.output<typeof JobStatus>
  readonly job_number: string
}

async function locked_place(context: Context, given: Given) {
  const { operation_id } = given
  const [, operation, [place], entry, reason_id] = await Promise.all([
    lock_job_of_operation(context, operation_id),
    read_operation(context, operation_id),
    context.read<Place>`select p.sequence_policy, j.status as job_status, j.job_number from parts p join jobs j on j.id = p.job_id
      where p.id = (select o.part_id from operations o where o.id = ${operation_id})`,
    given.time_entry_id
      ? context.read<Pick<TimeEntry, 'operation_id' | 'person_id' | 'machine_id'>>`
          select operation_id, person_id, machine_id from time_entries where id = ${given.time_entry_id} and deleted_at is null`
      : [],
    reason_given(context, given, given.scrap + given.mrb > 0 ? ['scrap', 'rework'] : ['rework', 'scrap']),
  ])
  if (!place) throw operationUnknown.because(`There is no operation ${operation_id}.`)
  return { operation, place, entry: entry[0], reason_id }
}

function assert_countable(operation: OperationRow, place: Place): void {
  if (operation.status === 'skipped' || operation.status === 'cancelled') {
    throw operationLeftOut.because(`Operation ${operation.name} is ${operation.status}: nothing is made at it.`, {
      status: operation.status,
    })
  }
  if (place.job_status === 'closed' || place.job_status === 'cancelled') {
    throw jobNotMovable.because(`Job ${place.job_number} is ${place.job_status}.`, { job_id: operation.job_id, status: place.job_status })
  }
}

const used = ({ good, scrap, mrb }: Figures): number => good + scrap + mrb

/** More than there is: refused where the order is enforced, else told. Pieces at an operation nobody has started count, but are told of. */
function warnings_of(operation: OperationRow, given: Figures, sequence_policy: string): Warning[] {
  const { name, available, status } = operation
  const too_many = used(given) > available
  const message = `Operation ${name} has ${available} pieces to work on; ${used(given)} were reported.`
  if (too_many && sequence_policy === 'enforce') throw moreThanAvailable.because(message, { available, reported: used(given) })
  const not_started = { reason: 'operation_not_started', message: `Operation ${name} has not been started; the pieces count all the same.` }
  return [...(too_many ? [{ reason: 'more_than_available', message }] : []), ...(status === 'waiting' ? [not_started] : [])]
}

function with_count(operation: OperationRow, given: Given): z.input<typeof Counted>['operation'] {
  const { id, status, good, scrap, rework, mrb, available, short_by, part_quantity } = operation
  return {
    id,
    status,
    good: good + given.good,
    scrap: scrap + given.scrap,
    rework: rework + given.rework,
    mrb: mrb + given.mrb,
    available: Math.max(0, available - used(given)),
    short_by: Math.min(part_quantity, short_by + given.scrap + given.mrb),
  }
}
