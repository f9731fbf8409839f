import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { Operation, type OperationRow, operation_of } from './operation.ts'
import { TimeEntry, time_entry_columns } from './time-entries/time-entry.ts'
import { Traveller, travellers_of } from './traveller.ts'

export const OperationExpand = z
  .array(z.enum(['time_entries', 'traveller']))
  .default([])
  .meta({ description: 'What to answer along with the operation.' })
export const ExpandedOperation = Operation.extend({ time_entries: z.array(TimeEntry).optional(), traveller: Traveller.optional() })

export async function expanded_operations(
  context: Context,
  rows: readonly OperationRow[],
  expand: z.output<typeof OperationExpand>,
): Promise<z.input<typeof ExpandedOperation>[]> {
  const operations = rows.map(operation_of)
  if (expand.length === 0 || operations.length === 0) return operations
  const ids = operations.map(({ id }) => id)
  const [entries_of, travellers] = await Promise.all([
    expand.includes('time_entries') ? entries_by_operation(context, ids) : undefined,
    expand.includes('traveller') ? travellers_of(context, ids) : undefined,
  ])
  return operations.map((operation) => {
    const traveller = travellers?.get(operation.id)
    return { ...operation, ...(entries_of && { time_entries: entries_of.get(operation.id) ?? [] }), ...(traveller && { traveller }) }
  })
}

async function entries_by_operation(context: Context, ids: readonly string[]): Promise<Map<string, TimeEntry[]>> {
  const entries = await context.read<TimeEntry>`select ${time_entry_columns} from time_entries
    where operation_id = any(${[...ids]}::uuid[]) and deleted_at is null order by started_at, id`
  return Map.groupBy(entries, (entry) => entry.operation_id)
}
