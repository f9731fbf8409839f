import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { Operation, type OperationRow, operation_of } from './operation.ts'
import { TimeEntry, time_entry_columns } from './time-entries/time-entry.ts'

export const OperationExpand = z
  .array(z.enum(['time_entries']))
  .default([])
  .meta({ description: 'What to answer along with the operation.' })
export const ExpandedOperation = Operation.extend({ time_entries: z.array(TimeEntry).optional() })

export async function expanded_operations(
  context: Context,
  rows: readonly OperationRow[],
  expand: z.output<typeof OperationExpand>,
): Promise<z.input<typeof ExpandedOperation>[]> {
  const operations = rows.map(operation_of)
  if (!expand.includes('time_entries') || operations.length === 0) return operations
  const ids = operations.map(({ id }) => id)
  const entries = await context.read<TimeEntry>`select ${time_entry_columns} from time_entries
    where operation_id = any(${ids}::uuid[]) and deleted_at is null order by started_at, id`
  const by_operation = Map.groupBy(entries, (entry) => entry.operation_id)
  return operations.map((operation) => ({ ...operation, time_entries: by_operation.get(operation.id) ?? [] }))
}
