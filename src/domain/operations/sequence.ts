import { z } from 'zod'
import { refusal } from '../../kernel/errors.ts'
import type { PartRow } from '../jobs/parts/part.ts'
import { blocking, has_pieces } from './blocking.ts'
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

/** What stands in the way of working on this operation now, and what somebody should look at. */
export function assert_in_sequence(part: PartRow, operation: OperationRow, siblings: readonly Sibling[]): Warning[] {
  const { sequence_policy: policy } = part
  if (policy === 'free') return []
  const before = siblings.filter((one) => one.sequence < operation.sequence && !one.optional && !finished.includes(one.status))
  const in_the_way = blocking(policy, operation.available, before)
  if (in_the_way.length > 0) {
    const names = in_the_way.map((one) => `${one.sequence} ${one.name}`).join(', ')
    throw outOfSequence.because(`First: ${names}.`, { operation_ids: in_the_way.map((one) => one.id) })
  }
  const pieces = has_pieces(operation.available, before)
  return before
    .filter((one) => one.status === 'waiting' || !pieces)
    .map((one) => ({ reason: 'out_of_sequence', message: `Operation ${one.sequence} ${one.name} is not done yet.` }))
}
