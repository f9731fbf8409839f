import type { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import type { Problem } from '../../../kernel/errors.ts'
import { type JobStatus, jobNotMovable } from '../../jobs/job.ts'
import type { OperationRow } from '../operation.ts'
import type { Warning } from '../sequence.ts'
import { type Counted, type Figures, figures, moreThanAvailable, operationLeftOut } from './quantity-report.ts'

const most = 2_147_483_647

/** What of its part and job decides on a count. */
export interface Place {
  readonly sequence_policy: string
  readonly job_status: z.output<typeof JobStatus>
  readonly job_number: string
  /** From the first one on the part is counted by its units. */
  readonly units_made: number
}

export async function place_of(context: Context, operation_id: string): Promise<Place | undefined> {
  const [place] = await context.read<Place>`
    select p.sequence_policy, j.status as job_status, j.job_number, p.units_made from parts p join jobs j on j.id = p.job_id
    where p.id = (select o.part_id from operations o where o.id = ${operation_id})`
  return place
}

export function assert_countable(operation: OperationRow, place: Place): void {
  if (operation.status === 'skipped' || operation.status === 'cancelled') {
    throw operationLeftOut.because(`Operation ${operation.name} is ${operation.status}: nothing is made at it.`, {
      status: operation.status,
    })
  }
  if (place.job_status === 'closed' || place.job_status === 'cancelled') {
    throw jobNotMovable.because(`Job ${place.job_number} is ${place.job_status}.`, { job_id: operation.job_id, status: place.job_status })
  }
}

export const used = ({ good, scrap, mrb }: Figures): number => good + scrap + mrb

/** More than there is: refused where the order is enforced, else told. Pieces at an operation nobody has started count, but are told of. */
export function warnings_of(operation: OperationRow, given: Figures, sequence_policy: string): Warning[] {
  const { name, available, status } = operation
  const too_many = used(given) > available
  const message = `Operation ${name} has ${available} pieces to work on; ${used(given)} were reported.`
  if (too_many && sequence_policy === 'enforce') throw moreThanAvailable.because(message, { available, reported: used(given) })
  const not_started = { reason: 'operation_not_started', message: `Operation ${name} has not been started; the pieces count all the same.` }
  return [...(too_many ? [{ reason: 'more_than_available', message }] : []), ...(status === 'waiting' ? [not_started] : [])]
}

export const counted_by_units: Warning = {
  reason: 'counted_by_units',
  message: 'This part is counted by its units. What was reported is kept as it was said, and adds nothing.',
}

export function with_count(operation: OperationRow, given: Figures): z.input<typeof Counted>['operation'] {
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

/** Notes where an operation would come to more pieces than are counted. */
export function assert_in_range(context: Context, operation: OperationRow, given: Figures): void {
  for (const figure of figures) {
    if (operation[figure] + given[figure] > most) context.problem([figure], 'max_value', `An operation counts up to ${most} pieces.`)
  }
}

/** Something is counted; and what was produced in all, where somebody says so, is the sum of it. As it was sent, so perhaps no numbers. */
export function faults_of_figures(given: Partial<Readonly<Record<(typeof figures)[number], unknown>>>, produced: unknown): Problem[] {
  const nothing = figures.every((figure) => (given[figure] ?? 0) === 0)
  const message = 'Count at least one piece: good, scrap, rework or mrb.'
  return [...(nothing ? [{ path: ['good'], rule: 'min_value' as const, message }] : []), ...faults_of_sum(given, produced)]
}

function faults_of_sum(given: Parameters<typeof faults_of_figures>[0], produced: unknown): Problem[] {
  const sum = figures.reduce((all, figure) => all + Number(given[figure] ?? 0), 0)
  if (typeof produced !== 'number' || produced === sum || Number.isNaN(sum)) return []
  const message = `What was produced is the sum of good, scrap, rework and mrb: ${sum}.`
  return [{ path: ['produced'], rule: produced < sum ? 'min_value' : 'max_value', message }]
}

/** Which reasons fit: lost pieces are scrap before they are rework. */
export const kinds_for = ({ scrap, mrb }: Figures): readonly string[] => (scrap + mrb > 0 ? ['scrap', 'rework'] : ['rework', 'scrap'])
