import { z } from 'zod'
import { Name, Seconds, Text } from '../../kernel/fields.ts'
import { Id } from '../../kernel/id.ts'

/** The words that a routing's step and the operation laid out from it share. */
export const StepKind = z.enum(['inside', 'outside']).meta({ description: '`outside`: sent to a supplier and back.' })
export const Dependency = z
  .enum(['physical', 'preferred', 'completion_gate'])
  .meta({ description: 'How this step holds up later ones where the part’s policy is `per_step`.' })

/** What a person or system may plan for it. Seconds; a total wins over set-up and run. */
export const plan_fields = {
  planned_setup_s: Seconds.nullable(),
  planned_run_s_per_piece: z.number().min(0).max(2_147_483_647).nullable(),
  planned_total_s: Seconds.nullable(),
}

export const RoutingStep = z
  .object({
    id: Id,
    number: z.number().int().meta({ description: 'A short number of its own, for clients that need whole numbers.' }),
    sequence: z.number().int().meta({ description: 'Its place in the routing; unique there.' }),
    name: Name,
    workstation_id: Id.nullable(),
    workstation_name: z.string().nullable(),
    kind: StepKind,
    ...plan_fields,
    instructions: Text.nullable(),
    optional: z.boolean(),
    dependency: Dependency,
    is_gate: z.boolean().meta({ description: 'Units are passed or failed here before they go on.' }),
  })
  .meta({ id: 'RoutingStep' })
export type RoutingStep = z.output<typeof RoutingStep>
