import type { Context } from '../../kernel/context.ts'
import type { Routing } from './routing.ts'
import type { RoutingStep } from './step.ts'

export interface CurrentStep
  extends Readonly<Omit<RoutingStep, 'id' | 'number'>>,
    Readonly<Pick<Routing, 'product_id' | 'sequence_policy'>> {
  readonly routing_id: string
}

/**
 * The steps of each product's current routing, in order: what laying out copies by value. The products are held until the parts
 * are written, so that no version is removed meanwhile. A step's workstation that is gone is left open.
 */
export async function current_steps(
  context: Context,
  product_ids: readonly string[],
): Promise<ReadonlyMap<string, readonly CurrentStep[]>> {
  if (product_ids.length === 0) return new Map()
  context.read`select id from products where id = any(${product_ids}::uuid[]) order by id for key share`
  const steps = await context.read<CurrentStep>`
    select routings.id as routing_id, routings.product_id, routings.sequence_policy, s.sequence, s.name, workstations.id as workstation_id, s.kind,
      s.planned_setup_s, s.planned_run_s_per_piece, s.planned_total_s, s.instructions, s.optional, s.dependency
    from routings join routing_steps s on s.routing_id = routings.id
      left join workstations on workstations.id = s.workstation_id and workstations.deleted_at is null
    where routings.product_id = any(${product_ids}::uuid[]) and routings.is_current and routings.deleted_at is null
    order by s.sequence`
  const by_product = Map.groupBy(steps, (step) => step.product_id)
  // Under the ids as they were given: a UUID may have come in capitals.
  return new Map(product_ids.map((id) => [id, by_product.get(id.toLowerCase()) ?? []]))
}
