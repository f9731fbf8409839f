import { z } from 'zod'
import { happened_at } from '../../kernel/at.ts'
import type { Problem } from '../../kernel/errors.ts'
import { Id } from '../../kernel/id.ts'
import { atLeast } from '../../kernel/role.ts'
import { verb } from '../../kernel/verb.ts'
import { jobCreated, jobReleased } from '../jobs/events.ts'
import { jobNotMovable, jobNumberTaken, jobUnknown } from '../jobs/job.ts'
import { partCreated } from '../jobs/parts/events.ts'
import { partNotMovable, partNumberTaken, partUnknown } from '../jobs/parts/part.ts'
import { overQuota } from '../jobs/quota.ts'
import { operationCreated } from '../operations/events.ts'
import { operationSequenceTaken } from '../operations/operation.ts'
import { Warnings } from '../operations/sequence.ts'
import { serialRuleMissing } from '../products/serial-rules/serial-rule.ts'
import { unitsGenerated } from './events.ts'
import { UnitsGiven } from './given.ts'
import { make_units } from './make.ts'
import { ordered_part, partOfOtherProduct, routingOfOtherPart } from './ordered-part.ts'
import { lay_out_stock_order } from './stock-order.ts'
import { serialTaken, Unit } from './unit.ts'

export const generate = verb({
  name: 'units.generate',
  does: 'Makes units with the product’s next serial numbers: for an order, or else for a stock order that is laid out for them.',
  kind: 'writes',
  allow: atLeast('operator'),
  input: UnitsGiven,
  output: z.object({
    job_id: Id,
    part_id: Id,
    units: z.array(Unit),
    warnings: Warnings,
  }),
  refuses: [
    ...[jobUnknown, partUnknown, jobNotMovable, partNotMovable, partOfOtherProduct, routingOfOtherPart],
    ...[serialRuleMissing, serialTaken, overQuota, jobNumberTaken, partNumberTaken, operationSequenceTaken],
  ],
  reports: [unitsGenerated, jobCreated, jobReleased, partCreated, operationCreated],
  examples: [{ given: { product_id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', count: 5 } }],
  faults: faults_of_order,
  async run(context, given) {
    const at = happened_at(context, given.at)
    const order = given.part_id || given.job_id ? await ordered_part(context, given, at) : await lay_out_stock_order(context, given)
    const units = await make_units(context, order, given, at)
    const { job_id, id: part_id, part_number, quantity } = order.part
    const made = order.units_made + given.count
    const message = `${made} units are made of part ${part_number}; ${quantity} were ordered.`
    return { job_id, part_id, units, warnings: made > quantity ? [{ reason: 'more_than_ordered', message }] : [] }
  },
})

const Loose = z.record(z.string(), z.unknown()).catch({})

function faults_of_order(raw: unknown): Problem[] {
  const { job_id, part_id } = Loose.parse(raw)
  if ((job_id ?? null) === null || (part_id ?? null) === null) return []
  return [{ path: ['job_id'], rule: 'duplicate', message: 'Give job_id or part_id, not both.' }]
}
