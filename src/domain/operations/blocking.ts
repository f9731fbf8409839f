import type { z } from 'zod'
import type { Policies } from '../../kernel/context.ts'
import type { Dependency } from '../routings/step.ts'

/** An earlier operation of the part that has to be done and is not. */
export interface Before {
  readonly status: string
  readonly dependency: z.output<typeof Dependency>
}

/** Pieces that the step before has handed on may be worked on while it still runs. */
export const has_pieces = (available: number, before: readonly Before[]): boolean =>
  available > 0 && before.every((one) => one.status !== 'waiting')

/** Those that stand in the way: an unfinished step blocks only where there is nothing `available`, or where it is a gate. */
export function blocking<One extends Before>(
  policy: Policies['sequence_policy'],
  available: number,
  before: readonly One[],
): readonly One[] {
  if (policy === 'free' || policy === 'warn') return []
  const pieces = has_pieces(available, before)
  if (policy === 'enforce') return pieces ? [] : before
  return before.filter((one) => one.dependency === 'completion_gate' || (one.dependency === 'physical' && !pieces))
}
