import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'

export const Source = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .default('main')
  .meta({ description: 'Which log this is, where a company has several. The same rows under another name are other rows.' })

/** What entries and reports of a log carry as `external_source`. */
export const external_source_of = (source: string): string => `production-log:${source}`

/** One import at a time in a company: what the log names is found or made without two making it. Held until the commit. */
export function take_import_turn(context: Context): void {
  context.read`select pg_advisory_xact_lock(hashtextextended('imports ' || current_tenant(), 2))`
}
