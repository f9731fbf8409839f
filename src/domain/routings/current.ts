import type { Context } from '../../kernel/context.ts'
import type { Routing } from './routing.ts'
import type { RoutingStep } from './step.ts'

/** A version with its steps in order, as it is laid out. */
interface Way extends Readonly<Pick<Routing, 'product_id' | 'sequence_policy' | 'gate_policy'>> {
  readonly routing_id: string
  readonly steps: readonly (Omit<RoutingStep, 'id' | 'number'> & { readonly routing_step_id: string })[]
}

/** Ways by what was asked: the id of a routing, or of a product whose current one is meant. */
export type Ways = ReadonlyMap<string, Way>

export interface WayAsked {
  readonly product_id?: string | null | undefined
  readonly routing_id?: string | null | undefined
  readonly operations?: readonly unknown[] | undefined
}

/**
 * What laying out copies by value: the steps of the version asked for, else of the product's current one. The products are held
 * until the parts are written, so that no version is removed meanwhile. A step's workstation that is gone is left open.
 */
export async function ways_of(context: Context, asked: readonly WayAsked[]): Promise<Ways> {
  const routed = asked.filter(({ operations }) => operations === undefined)
  const routing_ids = routed.flatMap(({ routing_id }) => routing_id ?? [])
  const product_ids = routed.flatMap(({ product_id, routing_id }) => (product_id && !routing_id ? [product_id] : []))
  if (routing_ids.length + product_ids.length === 0) return new Map()
  context.read`select id from products
    where id = any(${product_ids}::uuid[]) or id in (select product_id from routings where id = any(${routing_ids}::uuid[])) order by id for key share`
  const ways = await context.read<Way & { readonly is_current: boolean }>`
    select r.id as routing_id, r.product_id, r.sequence_policy, r.gate_policy, r.is_current,
      coalesce((select json_agg(json_build_object('routing_step_id', s.id, 'sequence', s.sequence, 'name', s.name, 'workstation_id', w.id, 'kind', s.kind,
          'planned_setup_s', s.planned_setup_s, 'planned_run_s_per_piece', s.planned_run_s_per_piece, 'planned_total_s', s.planned_total_s,
          'instructions', s.instructions, 'optional', s.optional, 'dependency', s.dependency, 'is_gate', s.is_gate) order by s.sequence)
        from routing_steps s left join workstations w on w.id = s.workstation_id and w.deleted_at is null where s.routing_id = r.id), '[]') as steps
    from routings r
    where r.deleted_at is null and (r.id = any(${routing_ids}::uuid[]) or (r.product_id = any(${product_ids}::uuid[]) and r.is_current))`
  const by_id = new Map(ways.map((way) => [way.routing_id, way]))
  const current = new Map(ways.flatMap((way) => (way.is_current ? [[way.product_id, way] as const] : [])))
  // Under the ids as they were given: a UUID may have come in capitals.
  return new Map([
    ...product_ids.flatMap((id) => entry(id, current.get(id.toLowerCase()))),
    ...routing_ids.flatMap((id) => entry(id, by_id.get(id.toLowerCase()))),
  ])
}

const entry = (id: string, way: Way | undefined): [string, Way][] => (way ? [[id, way]] : [])
