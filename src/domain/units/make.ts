import type { Context } from '../../kernel/context.ts'
import { new_id } from '../../kernel/id.ts'
import { draw_code_numbers } from '../operations/lay-out.ts'
import { take_serials } from '../products/serial-rules/take-serials.ts'
import { unitsGenerated } from './events.ts'
import type { UnitsGiven } from './given.ts'
import type { Order } from './ordered-part.ts'
import { type PlainUnit, serialTaken, standing_at, type Unit, type UnitRow } from './unit.ts'

/** Any number of units in one insert. They stand before their first operation. */
export async function make_units(context: Context, order: Order, given: UnitsGiven, at: string): Promise<Unit[]> {
  const { job, part, last_sequence, product } = order
  const { product_id, count } = given
  const [code_numbers, serials, [routing]] = await Promise.all([
    draw_code_numbers(context, count),
    take_serials(context, product_id, count),
    context.read<Pick<UnitRow, 'routing_family_id' | 'routing_name' | 'routing_version'>>`
      select family_id as routing_family_id, name as routing_name, version as routing_version from routings where id = ${part.routing_id}`,
  ])
  const units = serials.map(
    (serial_number, which): PlainUnit => ({
      id: new_id(),
      code_number: Number(code_numbers[which]),
      serial_number,
      product_id,
      routing_id: part.routing_id,
      job_id: job.id,
      part_id: part.id,
      status: 'open',
      operation_id: null,
      reworks: 0,
      material_lot: given.material_lot === undefined ? part.material_lot : given.material_lot,
      notes: given.notes ?? null,
      held_at: null,
      completed_at: null,
      scrapped_at: null,
      created_at: context.now,
      updated_at: context.now,
      revision: 1,
    }),
  )
  context.on_conflict(
    'units_serial',
    serialTaken.because('A unit has one of the next serial numbers already. Set the rule to go on behind it.'),
  )
  context.insert(
    'units',
    units.map((unit) => ({ ...unit })),
  )
  context.write`update parts set units_made = units_made + ${count} where id = ${part.id}`
  const unit_ids = units.map(({ id }) => id)
  const facts = { part_id: part.id, job_id: job.id, product_id, routing_id: part.routing_id, unit_ids, count }
  context.report(unitsGenerated, facts, { occurred_at: at })
  const shown = {
    last_sequence,
    product_number: product.product_number,
    product_name: product.name,
    ...(routing ?? { routing_family_id: null, routing_name: null, routing_version: null }),
    job_number: job.job_number,
    job_origin: job.origin,
    job_status: job.status,
  }
  const nowhere = {
    ...{ operation_sequence: null, operation_name: null, operation_workstation_id: null },
    ...{ operation_is_gate: null, operation_parked_from: null },
  }
  return units.map((unit) => standing_at({ ...unit, ...shown, ...nowhere }, undefined))
}
