import { z } from 'zod'
import { Pieces, Text } from '../../../kernel/fields.ts'
import { Id, reference } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { jobNotMovable, jobUnknown } from '../../jobs/job.ts'
import { operationUnknown, read_operation } from '../operation.ts'
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
import { quantityReported, quantityReversed } from './events.ts'
import {
  alreadyReversed,
  Counted,
  moreThanAvailable,
  no_figures,
  operationLeftOut,
  type QuantityReport,
  quantityNotYours,
  quantityReportUnknown,
} from './quantity-report.ts'
import { reason_given } from './reason-given.ts'
import { locked_report, take_back } from './take-back.ts'

const piece = Pieces.optional()
const Given = z.object({
  id: Id,
  good: piece,
  scrap: piece,
  rework: piece,
  mrb: piece,
  produced: Pieces.optional().meta({ description: 'Only checked: it must be the sum of the others.' }),
  reason_id: reference('reasons').nullable().optional().meta({ description: 'A reason for scrap or rework.' }),
  person_id: reference('people').nullable().optional(),
  material_lot: z.string().trim().max(255).nullable().optional(),
  notes: Text.nullable().optional(),
  reason: Text.trim().min(1).default('Corrected.').meta({ description: 'Why it was wrong; it stands on what takes it back.' }),
})
type Given = z.output<typeof Given>

export const correct = verb({
  name: 'quantity_reports.correct',
  does: 'Takes a wrong report back and counts again in one go. What is not given stays as it was; the new report has an id of its own.',
  kind: 'writes',
  allow: atLeast('operator'),
  input: Given,
  output: Counted.extend({ replaces_id: Id }),
  refuses: [
    ...[quantityReportUnknown, operationUnknown, jobUnknown, alreadyReversed, quantityNotYours],
    ...[operationLeftOut, jobNotMovable, moreThanAvailable],
  ],
  reports: [quantityReversed, quantityReported],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', good: 7, scrap: 3, reason: 'Counted wrong.' } }],
  async run(context, { id, reason, ...given }) {
    const { wrong, operation } = await locked_report(context, id)
    const right = put_right(wrong, given)
    for (const { path, rule, message } of faults_of_figures(right, given.produced)) context.problem(path, rule, message)
    const { part_id } = operation
    take_back(context, { wrong, part_id, reason, reason_id: null })
    const [before, place, reason_id] = await Promise.all([
      read_operation(context, operation.id),
      place_of(context, operation.id),
      given.reason_id ? reason_given(context, given, kinds_for(right)) : right.reason_id,
    ])
    if (!place) throw operationUnknown.because()
    assert_countable(before, place)
    assert_in_range(context, before, right)
    context.settle()
    const { good, scrap, rework, mrb } = right
    const is_claim = wrong.claimed !== null
    const counts = is_claim ? no_figures : { good, scrap, rework, mrb }
    const warnings = is_claim ? [counted_by_units] : warnings_of(before, right, place.sequence_policy)
    const claimed = is_claim ? { good, scrap, rework, mrb } : null
    const [report] = count_pieces(context, [{ ...right, ...counts, claimed, part_id, reason_id }])
    if (!report) throw quantityReportUnknown.because()
    return { ...report, operation: with_count(before, counts), warnings, replaces_id: id }
  },
})

/** What it should have said. Its external id stays with the report that was wrong. */
function put_right(wrong: QuantityReport, given: Omit<Given, 'id' | 'reason'>) {
  const { job_id, operation_id, time_entry_id, machine_id, occurred_at } = wrong
  const said = wrong.claimed ?? wrong
  return {
    ...{ job_id, operation_id, time_entry_id, machine_id, occurred_at, external_source: null, external_id: null },
    good: given.good ?? said.good,
    scrap: given.scrap ?? said.scrap,
    rework: given.rework ?? said.rework,
    mrb: given.mrb ?? said.mrb,
    reason_id: given.reason_id === undefined ? wrong.reason_id : given.reason_id,
    person_id: given.person_id === undefined ? wrong.person_id : given.person_id,
    material_lot: given.material_lot === undefined ? wrong.material_lot : given.material_lot,
    notes: given.notes === undefined ? wrong.notes : given.notes,
  }
}
