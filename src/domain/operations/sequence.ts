import { z } from 'zod'
import { refusal } from '../../kernel/errors.ts'
import type { PartRow } from '../jobs/parts/part.ts'
import { finished, type OperationRow, type OperationStatus } from './operation.ts'

export const outOfSequence = refusal('conflict', 'out_of_sequence', 'Earlier operations of this part must be done first.')

export interface Sibling {
  readonly id: string
  readonly sequence: number
  readonly name: string
  readonly status: OperationStatus
  readonly optional: boolean
  readonly dependency: OperationRow['dependency']
}

export const Warnings = z
  .array(z.object({ reason: z.string(), message: z.string() }))
  .meta({ description: 'What somebody should look at; nothing was refused.' })
export type Warning = Readonly<z.output<typeof Warnings>[number]>

/**
 * What stands in the way of working on this operation now. Pieces that the step before has handed on may be worked on
 * while it still runs, so an unfinished step blocks only where there is nothing `available`, or where it is a gate.
 */
export function assert_in_sequence(part: PartRow, operation: OperationRow, siblings: readonly Sibling[]): Warning[] {
  const { sequence_policy: policy } = part
  if (policy === 'free') return []
  const before = siblings.filter((one) => one.sequence < operation.sequence && !one.optional && !finished.includes(one.status))
  const has_pieces = operation.available > 0 && before.every((one) => one.status !== 'waiting')
  const blocking = before.filter((one) => blocks(policy, one, has_pieces))
  if (blocking.length > 0) {
    const names = blocking.map((one) => `${one.sequence} ${one.name}`).join(', ')
    throw outOfSequence.because(`First: ${names}.`, { operation_ids: blocking.map((one) => one.id) })
  }
  return before
    .filter((one) => one.status === 'waiting' || !has_pieces)
    .map((one) => ({ reason: 'out_of_sequence', message: `Operation ${one.sequence} ${one.name} is not done yet.` }))
}

function blocks(policy: PartRow['sequence_policy'], before: Sibling, has_pieces: boolean): boolean {
  if (policy === 'enforce') return !has_pieces
  if (policy !== 'per_step') return false
  return before.dependency === 'completion_gate' || (before.dependency === 'physical' && !has_pieces)
}
