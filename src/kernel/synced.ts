import { z } from 'zod'
import { hash_of } from './canonical.ts'
import { ChangesTold } from './changes.ts'
import type { Context } from './context.ts'
import { Id } from './id.ts'

/** What a thing of another system is known by; and how a sync is asked for. */
export const SyncInput = {
  external_source: z
    .string()
    .trim()
    .min(1)
    .max(255)
    .meta({ description: 'The system this comes from.', examples: ['erp'] }),
  external_id: z.string().trim().min(1).max(255).meta({ description: 'Its id there; unique per source.' }),
  dry_run: z.boolean().default(false).meta({ description: 'Only say what would be changed.' }),
  force: z.boolean().default(false).meta({ description: 'Compare every field also where the same was sent last time.' }),
}

export const SyncAction = z.enum(['created', 'updated', 'unchanged']).meta({ id: 'SyncAction' })
export type SyncAction = z.output<typeof SyncAction>

/** What every sync answers. */
export const SyncOutput = {
  action: SyncAction,
  id: Id.nullable().meta({ description: 'Null where a dry run would make it.' }),
  changes: ChangesTold.meta({ description: 'Each field that differs, before and after.' }),
}

interface Asked {
  readonly external_source: string
  readonly external_id: string
  readonly dry_run: boolean
  readonly force: boolean
}

/** One at a time for each thing of another system: of two that bring the same newcomer, one makes it and the other finds it. */
export const take_sync_turn = (context: Context, table: string, { external_source, external_id }: Asked): Promise<object[]> =>
  context.read`select pg_advisory_xact_lock(hashtextextended(${JSON.stringify([context.actor.tenant_id, table, external_source, external_id])}, 4))`

/** What was sent, without how it was asked for: the same again changes nothing. */
export function sync_hash_of<Given extends Asked>({ dry_run: _, force: __, ...payload }: Given): string {
  return hash_of(payload)
}
