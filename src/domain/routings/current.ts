import type { Context } from '../../kernel/context.ts'

export interface CurrentStep {
  readonly routing_id: string
  readonly product_id: string
  readonly sequence_policy: 'free' | 'warn' | 'enforce' | 'per_step' | null
  readonly sequence: number
  readonly name: string
  readonly workstation_id: string | null
  readonly kind: 'inside' | 'outside'
  readonly planned_setup_s: number | null
  readonly planned_run_s_per_piece: number | null
  readonly planned_total_s: number | null
  readonly instructions: string | null
  readonly optional: boolean
  readonly dependency: 'physical' | 'preferred' | 'completion_gate'
}

/** The steps of each product's current routing, in order: what laying out copies by value. */
export async function current_steps(
  context: Context,
  product_ids: readonly string[],
): Promise<ReadonlyMap<string, readonly CurrentStep[]>> {
  if (product_ids.length === 0) return new Map()
  const steps = await context.read<CurrentStep>`
    select routings.id as routing_id, routings.product_id, routings.sequence_policy, s.sequence, s.name, s.workstation_id, s.kind,
      s.planned_setup_s, s.planned_run_s_per_piece, s.planned_total_s, s.instructions, s.optional, s.dependency
    from routings join routing_steps s on s.routing_id = routings.id
    where routings.product_id = any(${product_ids}::uuid[]) and routings.is_current and routings.deleted_at is null
    order by s.sequence`
  return Map.groupBy(steps, (step) => step.product_id)
}
