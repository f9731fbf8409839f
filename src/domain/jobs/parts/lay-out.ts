import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { External, Name, Pieces } from '../../../kernel/fields.ts'
import { new_id, reference } from '../../../kernel/id.ts'
import { partCreated } from './events.ts'
import { GatePolicy, PartStatus, part_fields, partNumberTaken, SequencePolicy } from './part.ts'

const optional_fields = z.object(part_fields).partial()

/** A part as it is given to lay it out on a job. */
export const PartFields = optional_fields.extend({
  part_number: Name,
  name: Name.optional(),
  quantity: Pieces.min(1),
  product_id: reference('products').nullable().optional(),
  sequence_policy: SequencePolicy.optional(),
  gate_policy: GatePolicy.optional(),
  parent_part_number: Name.nullable().optional().meta({ description: 'The part of the same job that this one goes into.' }),
  parent_id: reference('parts').nullable().optional(),
  workstation_id: reference('workstations').nullable().optional(),
  status: PartStatus.exclude(['cancelled']).optional(),
  ...External,
})
export type PartFields = z.output<typeof PartFields>

export interface LaidOutPart<Given extends PartFields = PartFields> {
  readonly id: string
  readonly parent_id: string | null
  readonly routing_id: string | null
  readonly given: Given
}

/** Gives ids and resolves parents that are named, within this request or in the job as it is. Unknown ones are noted as problems. */
export function plan_parts<Given extends PartFields>(
  context: Context,
  given: readonly Given[],
  already: ReadonlyMap<string, string>,
  path: (index: number) => readonly (string | number)[],
): LaidOutPart<Given>[] {
  const ids = new Map(already)
  const in_job = new Set(already.values())
  const planned = given.map((part) => ({ id: new_id(), given: part }))
  for (const { id, given: part } of planned) ids.set(part.part_number, id)
  return planned.map(({ id, given: part }, index) => {
    const named = part.parent_part_number ?? null
    const parent_id = named === null ? (part.parent_id?.toLowerCase() ?? null) : (ids.get(named) ?? null)
    if (named !== null && parent_id === null) {
      context.problem([...path(index), 'parent_part_number'], 'unknown_reference', `There is no part ${named} in this job.`)
    } else if (named === null && parent_id !== null && !in_job.has(parent_id)) {
      context.problem([...path(index), 'parent_id'], 'unknown_reference', 'The part it goes into must be of the same job.')
    }
    return { id, parent_id, routing_id: null, given: part }
  })
}

/** Parents first, so that a child's foreign key finds its parent's row: one insert checks at its end, so order within it does not matter. */
export function lay_out_parts(context: Context, job_id: string, parts: readonly LaidOutPart[], first_position: number): void {
  const { now } = context
  context.on_conflict('parts_number', partNumberTaken.because())
  context.insert(
    'parts',
    parts.map(({ id, parent_id, routing_id, given }, index) => {
      const status = given.status ?? 'waiting'
      return {
        ...columns_of(given),
        part_number: given.part_number,
        quantity: given.quantity,
        id,
        job_id,
        parent_id,
        routing_id,
        position: first_position + index,
        name: given.name ?? given.part_number,
        status,
        sequence_policy: given.sequence_policy ?? context.policies.sequence_policy,
        gate_policy: given.gate_policy ?? 'pass',
        started_at: status === 'waiting' ? null : now,
        completed_at: status === 'completed' ? now : null,
        created_at: now,
        updated_at: now,
      }
    }),
  )
  for (const { id, given } of parts) {
    context.report(partCreated, { part_id: id, job_id })
    context.count('parts', given.status ?? 'waiting', 1)
  }
}

/** Instead of operations: the version of a routing to lay the part out by, where it is not the product's current one. */
export const RoutingAsked = reference('routings')
  .nullable()
  .optional()
  .meta({ description: 'The version to lay it out by; left out, the product’s current routing.' })

/** One insert needs the same columns in each row. */
const all_fields: Readonly<Record<string, unknown>> = {
  ...Object.fromEntries(Object.keys(part_fields).map((field) => [field, null])),
  file_paths: [],
  is_bullet_card: false,
  priority: 0,
  product_id: null,
  workstation_id: null,
  external_source: null,
  external_id: null,
}

const columns_of = (given: PartFields): Record<string, unknown> =>
  // Every column named here is a field of PartFields.
  Object.fromEntries(Object.entries(all_fields).map(([field, empty]) => [field, given[field as keyof PartFields] ?? empty]))
