import type { Context } from '../../kernel/context.ts'
import { refusal } from '../../kernel/errors.ts'
import { sql } from '../../kernel/sql.ts'
import { type JobRow, jobNotMovable, read_job } from '../jobs/job.ts'
import { tell_move } from '../jobs/move.ts'
import { type PartRow, part_columns, partNotMovable, partUnknown } from '../jobs/parts/part.ts'
import type { UnitsGiven } from './given.ts'

export const partOfOtherProduct = refusal('refused', 'part_of_other_product', 'The order has no part of this product.')
export const routingOfOtherPart = refusal('refused', 'routing_of_other_part', 'The order is made in another way: leave the routing out.')

/** What units are made for. */
export interface Order {
  readonly job: Pick<JobRow, 'id' | 'job_number' | 'origin' | 'status'>
  readonly part: Pick<PartRow, 'id' | 'job_id' | 'part_number' | 'quantity' | 'routing_id' | 'material_lot'>
  readonly units_made: number
  readonly last_sequence: number | null
  readonly product: { readonly product_number: string; readonly name: string }
}

type Candidate = PartRow & Pick<Order, 'units_made' | 'last_sequence' | 'product'> & { readonly same_way: boolean }

/** The part that units are ordered on, which must be open; a draft is released by it. */
export async function ordered_part(context: Context, { product_id, routing_id, job_id, part_id }: UnitsGiven, at: string): Promise<Order> {
  const its_job = job_id ? sql`${job_id}::uuid` : sql`(select p.job_id from parts p where p.id = ${part_id})`
  const those = job_id ? sql`parts.job_id = ${job_id}` : sql`parts.id = ${part_id}`
  const [, job, parts] = await Promise.all([
    context.read`select id from jobs where id = ${its_job} and deleted_at is null for no key update`,
    read_job(context, its_job),
    context.read<Candidate>`
      select ${part_columns}, parts.units_made, json_build_object('product_number', products.product_number, 'name', products.name) as product,
        (select max(o.sequence) from operations o where o.part_id = parts.id and o.deleted_at is null) as last_sequence,
        coalesce((select family_id from routings where id = ${routing_id ?? null}) = (select r.family_id from routings r where r.id = parts.routing_id), true)
          as same_way
      from parts join jobs on jobs.id = parts.job_id left join products on products.id = parts.product_id
      where ${those} and parts.deleted_at is null order by parts.position`,
  ])
  if (parts.length === 0 && part_id) throw partUnknown.because()
  const of_product = parts.filter((part) => part.product_id === product_id)
  const part = of_product.find(is_open) ?? of_product[0]
  if (!part) throw partOfOtherProduct.because(`Job ${job.job_number} has no part of this product.`, { job_id: job.id, product_id })
  if (job.status === 'completed' || job.status === 'closed' || job.status === 'cancelled')
    throw jobNotMovable.because(`Job ${job.job_number} is ${job.status}: no more units are made for it.`, { status: job.status })
  if (!is_open(part))
    throw partNotMovable.because(`Part ${part.part_number} is ${part.status}: no more units are made for it.`, { status: part.status })
  if (!part.same_way)
    throw routingOfOtherPart.because(`Part ${part.part_number} is made by another routing.`, { routing_id: part.routing_id })
  if (job.status === 'draft') tell_move(context, job, 'released', at)
  return { job, part, units_made: part.units_made, last_sequence: part.last_sequence, product: part.product }
}

const is_open = ({ status }: PartRow): boolean => status !== 'completed' && status !== 'cancelled'
