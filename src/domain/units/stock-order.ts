import { code } from '../../kernel/code.ts'
import type { Context } from '../../kernel/context.ts'
import { new_id } from '../../kernel/id.ts'
import { named_workstations } from '../floor/workstations/workstation.ts'
import { jobCreated } from '../jobs/events.ts'
import { lay_out_parts, plan_parts } from '../jobs/parts/lay-out.ts'
import { assert_within_quota } from '../jobs/quota.ts'
import { write_job } from '../jobs/write-job.ts'
import { draw_code_numbers, lay_out_operations } from '../operations/lay-out.ts'
import { laid_out_by, note_wrong_ways } from '../operations/lay-out-by-routing.ts'
import { ways_of } from '../routings/current.ts'
import type { UnitsGiven } from './given.ts'
import type { Order } from './ordered-part.ts'

/** Units that nobody has ordered are made for stock: on an order of their own, which behaves like any other. */
export async function lay_out_stock_order(context: Context, given: UnitsGiven): Promise<Order> {
  const { product_id, routing_id, count } = given
  const asked = { product_id, ...(routing_id ? { routing_id } : {}) }
  const [ways, products, workstations] = await Promise.all([
    ways_of(context, [asked]),
    context.read<Order['product']>`select product_number, name from products where id = ${product_id}`,
    named_workstations(context, []),
    assert_within_quota(context, 1, count),
  ])
  note_wrong_ways(context, [asked], ways, () => [])
  context.settle()
  const product = products[0] ?? { product_number: '', name: '' }
  const { product_number: part_number, name } = product
  const part_given = { ...asked, part_number, name, quantity: count, material_lot: given.material_lot ?? null }
  const job_id = new_id()
  const parts = plan_parts(context, [part_given], new Map(), () => []).map((part) => ({ ...part, ...laid_out_by(part_given, ways) }))
  const operations = parts.flatMap((part) => part.operations)
  const [job_code = 0, ...code_numbers] = await draw_code_numbers(context, operations.length + 1)
  const job_number = `STOCK-${code('J', job_code)}`

  write_job(context, {
    id: job_id,
    code_number: job_code,
    job_number,
    name,
    quantity: count,
    status: 'released',
    origin: 'stock',
  })
  context.report(jobCreated, { job_id, parts_count: 1, operations_count: operations.length })
  lay_out_parts(context, job_id, parts, 1)
  lay_out_operations(context, job_id, parts, code_numbers, workstations)
  const [part] = parts
  if (!part) throw new Error('one part given is one part planned')
  return {
    job: { id: job_id, job_number, origin: 'stock', status: 'released' },
    part: {
      id: part.id,
      job_id,
      part_number,
      quantity: count,
      routing_id: part.routing_id,
      material_lot: part_given.material_lot,
    },
    units_made: 0,
    last_sequence: operations.reduce<number | null>((last, { sequence }) => Math.max(sequence, last ?? sequence), null),
    product,
  }
}
