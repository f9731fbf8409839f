import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import type { Problem } from '../../kernel/errors.ts'
import { Name } from '../../kernel/fields.ts'
import { Id, new_id, reference } from '../../kernel/id.ts'
import { atLeast } from '../../kernel/role.ts'
import { verb } from '../../kernel/verb.ts'
import { workstationCreated } from '../floor/workstations/events.ts'
import { hold_workstations, type NamedWorkstations, named_workstations } from '../floor/workstations/workstation.ts'
import { routingCreated, routingMadeCurrent } from './events.ts'
import { GatePolicy, Routing, read_routing, SequencePolicy, set_current } from './routing.ts'
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
    is_gate: z.boolean().default(false).meta({ description: 'Units are passed or failed here before they go on.' }),
  })
  .meta({ id: 'RoutingStepGiven' })
type StepGiven = z.output<typeof StepGiven>

export const create = verb({
  name: 'routings.create',
  does: 'Adds the next version of a product’s routing, or another way of making it. Earlier versions, and parts laid out from them, stay as they are. It becomes the current one, unless another way is.',
  kind: 'writes',
  allow: atLeast('planner'),
  input: z.object({
    product_id: reference('products'),
    family_id: Id.optional().meta({ description: 'Which way of making it this is the next version of; left out, the current one.' }),
    new_family: z.boolean().default(false).meta({ description: 'Another way of making the product, whose versions count from 1.' }),
    name: Name.optional().meta({ description: 'Left out, it is the product’s name, or that of the family which is named.' }),
    sequence_policy: SequencePolicy.nullable().default(null),
    gate_policy: GatePolicy.default('pass'),
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
  faults: (raw) => [...faults_of_steps(raw), ...faults_of_family(raw)],
  async run(context, { product_id, steps, family_id: wanted, new_family, ...given }) {
    context.read`select id from products where id = ${product_id} for no key update`
    const [product, families, named] = await Promise.all([
      live_product(context, product_id),
      families_of(context, product_id),
      named_workstations(
        context,
        steps.flatMap(({ workstation_id, workstation_name }) => (workstation_id ? [] : (workstation_name ?? []))),
      ),
      hold_workstations(
        context,
        steps.flatMap(({ workstation_id: id }, at) => (id ? [{ id, path: ['steps', at, 'workstation_id'] }] : [])),
      ),
    ])
    const family = new_family ? undefined : family_asked(context, families, wanted)
    const routing_id = new_id()
    named.make()
    const version = (family?.last ?? 0) + 1
    const current = families.find(({ current_id }) => current_id !== null)
    const routing = {
      name: (wanted === undefined ? null : family?.name) ?? product.name,
      ...given,
      id: routing_id,
      product_id: product.id,
      family_id: family?.family_id ?? routing_id,
      version,
      is_latest: true,
      is_current: false,
      created_at: context.now,
    }
    if (family?.latest_id) context.change('routings', family.latest_id, { is_latest: false })
    context.insert('routings', [routing])
    context.insert(
      'routing_steps',
      steps.map((step) => row_of(routing_id, step, named)),
    )
    context.report(routingCreated, { routing_id, product_id: product.id, family_id: routing.family_id, version })
    if (!current || current.family_id === routing.family_id) set_current(context, routing, current?.current_id ?? null)
    return read_routing(context, routing_id)
  },
})

interface Family {
  readonly family_id: string
  readonly last: number
  readonly name: string | null
  readonly latest_id: string | null
  readonly current_id: string | null
}

/** Last made last. Deleted versions count, too: a number is never given twice. */
const families_of = (context: Context, product_id: string): Promise<Family[]> =>
  context.read<Family>`
    select family_id, max(version) as last,
      (array_agg(name) filter (where is_latest and deleted_at is null))[1] as name,
      (array_agg(id) filter (where is_latest and deleted_at is null))[1] as latest_id,
      (array_agg(id) filter (where is_current and deleted_at is null))[1] as current_id
    from routings where product_id = ${product_id} group by family_id order by family_id`

/** The one that is named; else the one that is current, or was the last to be. */
function family_asked(context: Context, families: readonly Family[], wanted: string | undefined): Family | undefined {
  if (wanted === undefined) return families.find(({ current_id }) => current_id !== null) ?? families.at(-1)
  const family = families.find(({ family_id, latest_id }) => family_id === wanted && latest_id !== null)
  if (!family) context.problem(['family_id'], 'unknown_reference', `The product has no routings of a family ${wanted}.`)
  context.settle()
  return family
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
  is_gate: step.is_gate,
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

const LooseFamily = z.object({ family_id: z.unknown().optional(), new_family: z.unknown().optional() }).catch({})

function faults_of_family(raw: unknown): Problem[] {
  const { family_id, new_family } = LooseFamily.parse(raw)
  if (family_id === undefined || new_family !== true) return []
  return [{ path: ['new_family'], rule: 'choice', message: 'Give a family to go on with, or ask for a new one.' }]
}
