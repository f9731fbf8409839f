import type { Context } from '../../kernel/context.ts'
import type { Problem } from '../../kernel/errors.ts'
import type { WayAsked, Ways } from '../routings/current.ts'
import type { GatePolicy, SequencePolicy } from '../routings/routing.ts'
import type { OperationGiven, OperationToLayOut } from './lay-out.ts'

interface Asked extends WayAsked {
  readonly operations?: readonly OperationGiven[] | undefined
  readonly sequence_policy?: SequencePolicy | undefined
  readonly gate_policy?: GatePolicy | undefined
}

/** A part without operations of its own is made as a routing says: its steps are copied by value. */
export function laid_out_by<Given extends Asked>(
  given: Given,
  ways: Ways,
): { operations: readonly OperationToLayOut[]; routing_id: string | null; given: Given } {
  const way = given.operations === undefined ? ways.get(given.routing_id ?? given.product_id ?? '') : undefined
  if (!way) return { operations: given.operations ?? [], routing_id: null, given }
  const { product_id, routing_id, sequence_policy, gate_policy } = way
  const policies = { ...(sequence_policy ? { sequence_policy } : {}), gate_policy }
  return { operations: way.steps, routing_id, given: { ...policies, ...given, product_id } }
}

/** A routing that is asked for is the product's own, and stands in for operations: it is not given beside them. */
export function note_wrong_ways(
  context: Context,
  asked: readonly Asked[],
  ways: Ways,
  path: (index: number) => readonly (string | number)[],
): void {
  const gone: Problem[] = []
  for (const [index, { routing_id, product_id, operations }] of asked.entries()) {
    if (!routing_id) continue
    const at = [...path(index), 'routing_id']
    const way = ways.get(routing_id)
    if (operations !== undefined) context.problem(at, 'choice', 'Give a routing or operations, not both.')
    else if (!way) gone.push({ path: at, rule: 'unknown_reference', message: `There is no routing ${routing_id}.` })
    else if (product_id && product_id.toLowerCase() !== way.product_id)
      context.problem(at, 'unknown_reference', `Routing ${routing_id} is not of product ${product_id}.`)
  }
  // The engine has told those that were never there; what is left went in this moment.
  if (gone.length > 0) context.settle()
  for (const { path, rule, message } of gone) context.problem(path, rule, message)
}
