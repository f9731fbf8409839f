import { z } from 'zod'
import { new_id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { syncRunStarted } from './events.ts'
import { Count, EntityType, Source, SyncRun } from './sync-run.ts'

export const create = verb({
  name: 'sync_runs.create',
  does: 'Notes that a list of another system is about to be taken in. It changes nothing else: each thing is synced by itself.',
  kind: 'writes',
  allow: atLeast('planner'),
  input: z.object({ entity_type: EntityType, source: Source, total: Count }),
  output: SyncRun,
  refuses: [],
  reports: [syncRunStarted],
  examples: [{ given: { entity_type: 'jobs', source: 'erp', total: 250 } }],
  async run(context, given) {
    const counts = { created: 0, updated: 0, unchanged: 0, failed: 0, faults: [] }
    const run = { id: new_id(), ...given, status: 'running' as const, ...counts, started_at: context.now, ended_at: null }
    context.insert('sync_runs', [run])
    context.report(syncRunStarted, { sync_run_id: run.id, ...given })
    return run
  },
})
