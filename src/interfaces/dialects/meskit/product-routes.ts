import { z } from 'zod'
import { verbs } from '../../../domain/verbs.gen.ts'
import type { Actor } from '../../../kernel/context.ts'
import type { Output } from '../../../kernel/verb.ts'
import type { Row } from '../dialect.ts'
import { a, created_at, Deleted, deleted, id, link, maybe_link, Name, Owned, owned, text, whole } from './members.ts'
import { listing, played, tool } from './tool.ts'

const chapter = 'Products'
const configure = { chapter, group: 'configure' } as const

const RouteStep = z.strictObject({
  id,
  route_id: link('The route.'),
  workstation_id: maybe_link('Where it is done.'),
  step_number: whole('Its place in the route.'),
  name: text('What is done.'),
  pass_fail_gate: z.boolean().meta({ description: 'Units are passed or failed here before they go on.' }),
  ideal_cycle_time_seconds: z.number().nullable().meta({ description: 'What one unit should take.' }),
  workstations: z
    .strictObject({ name: text('Its name.') })
    .nullable()
    .meta({ description: 'Where it is done, by name.' }),
})
const Route = z
  .strictObject({
    id: link('Its id: the same for all its versions.'),
    ...Owned,
    part_number_id: link('What is made by it.'),
    name: text('What people call it.'),
    version: whole('Counts up whenever the steps are replaced.'),
    created_at: created_at.meta({ description: 'When this version was made.' }),
    route_steps: z.array(RouteStep).meta({ description: 'In the order of their numbers.' }),
  })
  .meta({ id: 'Route' })
type Routing = Output<(typeof verbs)['routings.get']>

const route_out = (routing: Routing, asker: Actor): z.input<typeof Route> => ({
  id: routing.family_id,
  ...owned(asker),
  part_number_id: routing.product_id,
  name: routing.name,
  version: routing.version,
  created_at: routing.created_at,
  route_steps: routing.steps.map((step) => ({
    id: step.id,
    route_id: routing.family_id,
    workstation_id: step.workstation_id,
    step_number: step.sequence,
    name: step.name,
    pass_fail_gate: step.is_gate,
    ideal_cycle_time_seconds: step.planned_run_s_per_piece,
    workstations: step.workstation_name === null ? null : { name: step.workstation_name },
  })),
})

const StepGiven = z.object({
  workstation_id: a('Where it is done.'),
  step_number: z.number().int().min(1).meta({ description: 'Its place in the route; unique there. There may be gaps.' }),
  name: Name.meta({ description: 'What is done.', examples: ['Soldering'] }),
  pass_fail_gate: z.boolean().optional().meta({ description: 'Units are passed or failed here before they go on; so it is unless told.' }),
  ideal_cycle_time_seconds: z.number().gt(0).optional().meta({ description: 'What one unit should take.' }),
})
const steps = {
  to: 'steps',
  each: {
    workstation_id: 'workstation_id',
    step_number: 'sequence',
    name: 'name',
    pass_fail_gate: { to: 'is_gate', otherwise: true },
    ideal_cycle_time_seconds: 'planned_run_s_per_piece',
  },
} as const
const StepsGiven = z.array(StepGiven).max(1000).meta({ description: 'What is done, one after the other.' })
const route_name = Name.meta({ description: 'What people call it.' })

export const route_rows: readonly Row[] = [
  listing('list_routes', verbs['routings.list'], {
    chapter,
    says: 'Lists routes with their steps, each in its newest version, oldest first.',
    input: z.object({ part_number_id: a('Only those of this part number.').optional() }),
    takes: { part_number_id: 'product_id' },
    adds: { families: true },
    one: Route,
    key: ({ family_id }) => family_id,
    gives: route_out,
  }),
  tool('create_route', verbs['routings.create'], {
    ...configure,
    says: 'Adds a way of making a part number.',
    input: z.object({ part_number_id: a('What is made by it.'), name: route_name, steps: StepsGiven }),
    takes: { part_number_id: 'product_id', name: 'name', steps },
    adds: { new_family: true },
    data: Route,
    gives: (routing, _given, asker) => route_out(routing, asker),
  }),
  played('update_route', verbs['routings.create'], {
    ...configure,
    says: 'Renames a route, or gives it other steps: those are its next version. Units keep the version they were begun by.',
    input: z.object({ id: a('The route.'), name: route_name.optional(), steps: StepsGiven.optional() }),
    takes: { id: 'family_id', name: 'name', steps },
    data: Route,
    play: async (player, _run, { ours, faults }) => {
      const { family_id, name, steps: next } = ours
      const before = await player.run(verbs['routings.latest'], { id: family_id }, 'before', faults)
      if (next !== undefined) {
        const { product_id, gate_policy, sequence_policy } = before
        const family = { product_id, family_id: before.family_id, gate_policy, sequence_policy }
        await player.run(verbs['routings.create'], { ...family, steps: next }, 'version')
      }
      if (name !== undefined) await player.run(verbs['routings.rename'], { id: family_id, name }, 'name')
      return route_out(await player.run(verbs['routings.latest'], { id: family_id }, 'after'), player.actor)
    },
  }),
  tool('delete_route', verbs['routings.delete'], {
    ...configure,
    says: 'Removes a route in all its versions, where nothing was ordered or made by it.',
    input: z.object({ id: a('The route.') }),
    takes: { id: 'id' },
    adds: { whole_family: true },
    data: Deleted,
    gives: deleted,
  }),
]
