import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { refusal } from '../../../kernel/errors.ts'
import { Id } from '../../../kernel/id.ts'
import { sql } from '../../../kernel/sql.ts'
import { Moment } from '../../../kernel/time.ts'

export const EntityType = z.enum(['jobs', 'parts', 'operations', 'workstations', 'resources'])
export const Source = z
  .string()
  .trim()
  .min(1)
  .max(255)
  .meta({ description: 'The system it came from.', examples: ['erp'] })
export const Count = z.number().int().min(0).max(2_147_483_647)

export const Fault = z
  .object({
    at: z.number().int().min(0).meta({ description: 'Its place in what was sent: the index in a list, the line in a file.' }),
    external_id: z.string().max(255).nullable(),
    message: z.string().max(2000),
  })
  .meta({ id: 'SyncFault' })

export const SyncRun = z
  .object({
    id: Id,
    entity_type: EntityType,
    source: z.string(),
    status: z.enum(['running', 'completed', 'failed']).meta({ description: '`failed` where nothing at all went through.' }),
    total: Count,
    created: Count,
    updated: Count,
    unchanged: Count,
    failed: Count,
    faults: z.array(Fault),
    started_at: Moment,
    ended_at: Moment.nullable(),
  })
  .meta({ id: 'SyncRun', description: 'What another system’s list brought about.' })
export type SyncRun = z.output<typeof SyncRun>

export const sync_run_columns = sql`sync_runs.id, sync_runs.entity_type, sync_runs.source, sync_runs.status, sync_runs.total, sync_runs.created,
  sync_runs.updated, sync_runs.unchanged, sync_runs.failed, sync_runs.faults, sync_runs.started_at, sync_runs.ended_at`

export const syncRunUnknown = refusal('not_found', 'sync_run_unknown', 'There is no such sync run.')
export const syncRunEnded = refusal('conflict', 'sync_run_ended', 'This sync run has ended already.')

export async function read_sync_run(context: Context, id: string): Promise<SyncRun> {
  const [row] = await context.read<SyncRun>`select ${sync_run_columns} from sync_runs where id = ${id}`
  if (!row) throw syncRunUnknown.because(`There is no sync run ${id}.`)
  return row
}
