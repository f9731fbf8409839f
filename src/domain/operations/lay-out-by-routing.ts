import type { CurrentStep } from '../routings/current.ts'
import type { OperationGiven } from './lay-out.ts'

interface Asked {
  readonly product_id?: string | null | undefined
  readonly operations?: readonly OperationGiven[] | undefined
}

/** A part without operations of its own is made as its product's current routing says: its steps are copied by value. */
export function laid_out_by<Given extends Asked>(
  given: Given,
  steps: ReadonlyMap<string, readonly CurrentStep[]>,
): { operations: readonly OperationGiven[]; routing_id: string | null; given: Given } {
  if (given.operations !== undefined || !given.product_id) return { operations: given.operations ?? [], routing_id: null, given }
  const current = steps.get(given.product_id) ?? []
  const operations = current.map(({ routing_id: _, product_id: __, sequence_policy: ___, ...step }): OperationGiven => step)
  const policy = current[0]?.sequence_policy
  return { operations, routing_id: current[0]?.routing_id ?? null, given: policy ? { sequence_policy: policy, ...given } : given }
}
