import { z } from 'zod'
import { due_of, priority_words } from './words.ts'

/** What their members hold. Lengths and ranges that are ours as well are left to the verb. */
export const Text = z.string().max(255)
export const LongText = z.string().max(10_000)
export const Uuid = z.guid().meta({ format: 'uuid' })
export const Minutes = z.number().min(0).max(35_791_394).meta({ description: 'Minutes.' })
export const DateOrTime = z
  .string()
  .meta({ description: 'A date, or an ISO 8601 date-time (UTC where it names no zone).', examples: ['2024-12-31'] })
export const Metadata = z.record(z.string(), z.unknown()).meta({ description: 'Your own fields.' })
export const Priority = z
  .union([z.number().int(), z.enum(priority_words)])
  .meta({ description: 'A whole number, higher goes first; or `low` (0), `normal` (1), `high` (2), `urgent` (3).' })

export const ById = z.object({ id: Uuid })

/** An alias says which member it stands for. */
export const alias = <Schema extends z.ZodType>(schema: Schema, of: string): Schema =>
  schema.meta({ description: `The same as \`${of}\`.` })

export const due = (to: 'due' | 'due_override') => ({ to, as: due_of }) as const

/** How many and from where: the same for every list. */
export const Paging = {
  limit: z.number().int().optional().meta({ description: 'Results a page: 100 unless told, 1 to 1000.' }),
  offset: z.number().int().min(0).optional().meta({ description: 'Results to pass over.' }),
}
export const paging_takes = { limit: { to: 'limit', as: within_limits }, offset: 'offset' } as const

function within_limits(limit: unknown): unknown {
  return typeof limit === 'number' && Number.isInteger(limit) ? Math.min(1000, Math.max(1, limit)) : limit
}
