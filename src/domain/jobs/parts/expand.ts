import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { Operation, operation_of } from '../../operations/operation.ts'
import { operations_of_parts } from '../../operations/read-many.ts'
import { Part, type PartRow, part_of } from './part.ts'

export const PartExpand = z
  .array(z.enum(['operations']))
  .default([])
  .meta({ description: 'What to answer along with the part.' })
export const ExpandedPart = Part.extend({ operations: z.array(Operation).optional() })

export async function expanded_parts(
  context: Context,
  rows: readonly PartRow[],
  expand: z.output<typeof PartExpand>,
): Promise<z.input<typeof ExpandedPart>[]> {
  const parts = rows.map(part_of)
  if (!expand.includes('operations') || parts.length === 0) return parts
  const operations = await operations_of_parts(
    context,
    parts.map(({ id }) => id),
  )
  const by_part = Map.groupBy(operations.map(operation_of), (operation) => operation.part_id)
  return parts.map((part) => ({ ...part, operations: by_part.get(part.id) ?? [] }))
}
