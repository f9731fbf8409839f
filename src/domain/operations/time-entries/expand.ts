import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { OperationNamed, operations_named, PersonNamed, people_named } from '../told-along.ts'
import { TimeEntry } from './time-entry.ts'

export const TimeEntryExpand = z
  .array(z.enum(['operation', 'person']))
  .default([])
  .meta({ description: 'What to answer along with the time entry.' })

export const ExpandedTimeEntry = TimeEntry.extend({ operation: OperationNamed.optional(), person: PersonNamed.nullable().optional() })
type Expanded = z.input<typeof ExpandedTimeEntry>

/** However many entries there are, two more questions, sent together. */
export async function expanded_entries(
  context: Context,
  entries: readonly TimeEntry[],
  expand: z.output<typeof TimeEntryExpand>,
): Promise<Expanded[]> {
  if (expand.length === 0 || entries.length === 0) return [...entries]
  const [operations, people] = await Promise.all([
    operations_named(context, expand.includes('operation') ? entries.map(({ operation_id }) => operation_id) : []),
    people_named(context, expand.includes('person') ? entries.map(({ person_id }) => person_id) : []),
  ])
  return entries.map((entry) => {
    const operation = operations.get(entry.operation_id)
    const person = expand.includes('person') ? { person: people.get(entry.person_id) ?? null } : {}
    return { ...entry, ...(operation && { operation }), ...person }
  })
}
