import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { refusal } from '../../kernel/errors.ts'
import { Name } from '../../kernel/fields.ts'
import { Id } from '../../kernel/id.ts'
import { type Sql, sql } from '../../kernel/sql.ts'
import { Moment } from '../../kernel/time.ts'
import { routingMadeCurrent } from './events.ts'
import { RoutingStep } from './step.ts'

export const SequencePolicy = z.enum(['free', 'warn', 'enforce', 'per_step']).meta({ id: 'SequencePolicy' })
export type SequencePolicy = z.output<typeof SequencePolicy>

export const GatePolicy = z
  .enum(['pass', 'refuse'])
  .meta({ id: 'GatePolicy', description: 'What moving a unit on from a gate without a verdict does: it passes, or is refused.' })
export type GatePolicy = z.output<typeof GatePolicy>

export const Routing = z
  .object({
    id: Id,
    number: z.number().int().meta({ description: 'A short number of its own, for clients that need whole numbers.' }),
    product_id: Id,
    family_id: Id.meta({ description: 'The way of making the product that this is a version of.' }),
    name: Name,
    version: z.number().int().meta({ description: 'Counts up per family, from 1. A version is never changed.' }),
    is_latest: z.boolean().meta({ description: 'The newest version of its family.' }),
    is_current: z.boolean().meta({ description: 'New parts of the product are laid out from this one.' }),
    sequence_policy: SequencePolicy.nullable().meta({ description: 'Parts copy it; null leaves it to the company’s own policy.' }),
    gate_policy: GatePolicy.meta({ description: 'Parts copy it.' }),
    steps: z.array(RoutingStep),
    created_at: Moment,
  })
  .meta({ id: 'Routing' })
export type Routing = z.output<typeof Routing>

export const routing_columns = sql`id, number, product_id, family_id, name, version, is_latest, is_current, sequence_policy, gate_policy, created_at,
  coalesce((select json_agg(json_build_object('id', s.id, 'number', s.number, 'sequence', s.sequence, 'name', s.name,
      'workstation_id', s.workstation_id,
      'workstation_name', (select w.name from workstations w where w.id = s.workstation_id), 'kind', s.kind, 'planned_setup_s', s.planned_setup_s,
      'planned_run_s_per_piece', s.planned_run_s_per_piece, 'planned_total_s', s.planned_total_s, 'instructions', s.instructions,
      'optional', s.optional, 'dependency', s.dependency, 'is_gate', s.is_gate) order by s.sequence)
    from routing_steps s where s.routing_id = routings.id), '[]') as steps`

export const routingUnknown = refusal('not_found', 'routing_unknown', 'There is no such routing.')
export const routingInUse = refusal(
  'conflict',
  'routing_in_use',
  'Parts were laid out from this version. Make another one current instead.',
)

/** The family that a version is in; the first version has the id of its family. */
export const family_with = (id: string): Sql => sql`(select f.family_id from routings f where f.id = ${id})`

export async function read_routing(context: Context, id: string): Promise<Routing> {
  const [routing] = await context.read<Routing>`select ${routing_columns} from routings where id = ${id} and deleted_at is null`
  if (!routing) throw routingUnknown.because(`There is no routing ${id}.`)
  return routing
}

/** Lock the product first. */
export function set_current(context: Context, routing: Pick<Routing, 'id' | 'product_id'>, previous_routing_id: string | null): void {
  if (previous_routing_id) context.change('routings', previous_routing_id, { is_current: false })
  context.change('routings', routing.id, { is_current: true })
  context.report(routingMadeCurrent, { routing_id: routing.id, product_id: routing.product_id, previous_routing_id })
}
