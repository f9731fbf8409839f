import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import type { Problem } from '../../kernel/errors.ts'
import { Name } from '../../kernel/fields.ts'
import { new_id, reference } from '../../kernel/id.ts'
import { atLeast } from '../../kernel/role.ts'
import { verb } from '../../kernel/verb.ts'
import { workstationCreated } from '../floor/workstations/events.ts'
import { hold_workstations, type NamedWorkstations, named_workstations } from '../floor/workstations/workstation.ts'
import { routingCreated, routingMadeCurrent } from './events.ts'
import { Routing, read_routing, SequencePolicy, set_current } from './routing.ts'
import { Dependency, plan_fields, RoutingStep, StepKind } from './step.ts'

const StepGiven = z
  .strictObject({
    sequence: z.number().int().min(-2_147_483_648).max(2_147_483_647).meta({ description: 'Its place in the routing; unique there.' }),
    name: Name,
    workstation_id: reference('workstations').nullable().optional(),
    workstation_name: Name.nullable().optional().meta({ description: 'Instead of an id. A name not known yet makes that workstation.' }),
    kind: StepKind.default('inside'),
    ...z.object(plan_fields).partial().shape,
    instructions: RoutingStep.shape.instructions.optional(),
    optional: z.boolean().default(false),
    dependency: Dependency.default('preferred'),
  })
  .meta({ id: 'RoutingStepGiven' })
type StepGiven = z.output<typeof StepGiven>

export const create = verb({
  name: 'routings.create',
  does: 'Adds the next version of a product’s routing and makes it the current one. Earlier versions, and parts laid out from them, stay as they are.',
  kind: 'writes',
  allow: atLeast('planner'),
  input: z.object({
    product_id: reference('products'),
    name: Name.optional().meta({ description: 'Left out, it is the product’s name.' }),
    sequence_policy: SequencePolicy.nullable().default(null),
    steps: z.array(StepGiven).max(1000),
  }),
  output: Routing,
  refuses: [],
  reports: [routingCreated, routingMadeCurrent, workstationCreated],
  examples: [
    {
      given: {
        product_id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11',
        steps: [
          { sequence: 10, name: 'Turning', workstation_name: 'Lathe 1', planned_setup_s: 1800, planned_run_s_per_piece: 95 },
          { sequence: 20, name: 'Anodising', kind: 'outside' },
        ],
      },
    },
  ],
  faults: faults_of_steps,
  async run(context, { product_id, steps, ...given }) {
    context.read`select id from products where id = ${product_id} for no key update`
    const [product, before, named] = await Promise.all([
      live_product(context, product_id),
      versions_of(context, product_id),
      named_workstations(
        context,
        steps.flatMap(({ workstation_id, workstation_name }) => (workstation_id ? [] : (workstation_name ?? []))),
      ),
      hold_workstations(
        context,
        steps.flatMap(({ workstation_id: id }, at) => (id ? [{ id, path: ['steps', at, 'workstation_id'] }] : [])),
      ),
    ])
    const routing_id = new_id()
    named.make()
    const version = before.last + 1
    const routing = {
      name: product.name,
      ...given,
      id: routing_id,
      product_id: product.id,
      version,
      is_current: false,
      created_at: context.now,
    }
    context.insert('routings', [routing])
    context.insert(
      'routing_steps',
      steps.map((step) => row_of(routing_id, step, named)),
    )
    context.report(routingCreated, { routing_id, product_id: product.id, version })
    set_current(context, routing, before.current_id)
    return read_routing(context, routing_id)
  },
})

/** Deleted versions count, too: a number is never given twice. */
async function versions_of(context: Context, product_id: string): Promise<{ last: number; current_id: string | null }> {
  const [found] = await context.read<{ last: number; current_id: string | null }>`
    select coalesce(max(version), 0) as last, (array_agg(id) filter (where is_current and deleted_at is null))[1] as current_id
    from routings where product_id = ${product_id}`
  return found ?? { last: 0, current_id: null }
}

/** It may have been removed since the engine looked for it. */
async function live_product(context: Context, product_id: string): Promise<{ id: string; name: string }> {
  const [product] = await context.read<{
    id: string
    name: string
  }>`select id, name from products where id = ${product_id} and deleted_at is null`
  context.settle()
  if (product) return product
  context.problem(['product_id'], 'unknown_reference', `There is no product ${product_id}.`)
  context.settle()
  throw new Error('settle throws where there is a problem')
}

const row_of = (routing_id: string, { workstation_name, ...step }: StepGiven, named: NamedWorkstations) => ({
  id: new_id(),
  routing_id,
  sequence: step.sequence,
  name: step.name,
  workstation_id: step.workstation_id ?? (workstation_name ? named.id_of(workstation_name) : null),
  kind: step.kind,
  planned_setup_s: step.planned_setup_s ?? null,
  planned_run_s_per_piece: step.planned_run_s_per_piece ?? null,
  planned_total_s: step.planned_total_s ?? null,
  instructions: step.instructions ?? null,
  optional: step.optional,
  dependency: step.dependency,
})

/** What can be made out of a body that may be wrong anywhere: enough to see doubled sequences in it. */
const Loose = z
  .object({ steps: z.array(z.object({ sequence: z.number().optional().catch(undefined) }).catch({})).catch([]) })
  .catch({ steps: [] })

function faults_of_steps(raw: unknown): Problem[] {
  const seen = new Set<number>()
  return Loose.parse(raw).steps.flatMap(({ sequence }, at): Problem[] => {
    if (sequence === undefined) return []
    if (seen.has(sequence))
      return [{ path: ['steps', at, 'sequence'], rule: 'duplicate', message: `Another step has the sequence ${sequence}.` }]
    seen.add(sequence)
    return []
  })
}
