import type { Context } from '../../kernel/context.ts'
import type { OperationRow } from '../operations/operation.ts'
import { operation_on, type PartFloor, with_operation } from './floor.ts'
import type { UnitVisit } from './visit.ts'

interface SentBack {
  readonly from: OperationRow
  readonly to: OperationRow
}

/** A unit that is sent back goes its way again from there: what it had passed in between no longer counts as good, until it passes anew. */
export function take_back_passes(context: Context, floor: PartFloor, { from, to }: SentBack, visits: readonly UnitVisit[]): PartFloor {
  const passes = visits.filter(({ operation_id, result, taken_back }) => {
    const sequence = operation_on(floor, operation_id)?.sequence
    return result === 'passed' && !taken_back && sequence !== undefined && sequence >= to.sequence && sequence < from.sequence
  })
  if (passes.length === 0) return floor
  const operation_ids = passes.map(({ operation_id }) => operation_id)
  context.write`update unit_visits set taken_back = true where id = any(${passes.map(({ id }) => id)}::uuid[])`
  context.write`update operations set good = good - 1, updated_at = ${context.now} where id = any(${operation_ids}::uuid[])`
  return operation_ids.reduce((before, operation_id) => {
    const operation = operation_on(before, operation_id)
    return operation ? with_operation(before, { ...operation, good: operation.good - 1 }) : before
  }, floor)
}
