import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { json } from '../../../kernel/sql.ts'
import { verb } from '../../../kernel/verb.ts'
import { syncRunFinished } from './events.ts'
import { Count, Fault, read_sync_run, SyncRun, syncRunEnded, syncRunUnknown } from './sync-run.ts'

export const finish = verb({
  name: 'sync_runs.finish',
  does: 'Notes what came of a list of another system. Every one of it is counted once.',
  kind: 'writes',
  allow: atLeast('planner'),
  input: z.object({
    id: Id,
    created: Count.default(0),
    updated: Count.default(0),
    unchanged: Count.default(0),
    failed: Count.default(0),
    faults: z.array(Fault).max(1000).default([]).meta({ description: 'Why things failed; the first 1000 of them.' }),
  }),
  output: SyncRun,
  refuses: [syncRunUnknown, syncRunEnded],
  reports: [syncRunFinished],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', created: 200, unchanged: 50 } }],
  async run(context, { id, faults, ...counts }) {
    context.read`select id from sync_runs where id = ${id} for no key update`
    const run = await read_sync_run(context, id)
    if (run.status !== 'running') throw syncRunEnded.because()
    const { created, updated, unchanged, failed } = counts
    const counted = created + updated + unchanged + failed
    if (counted !== run.total) context.problem(['failed'], 'format', `These counts add up to ${counted}; the list has ${run.total}.`)
    context.settle()
    const ended = { ...counts, status: run.total > 0 && failed === run.total ? 'failed' : 'completed', ended_at: context.now } as const
    context.change('sync_runs', id, { ...ended, faults: json(faults) })
    const { entity_type, source, total } = run
    context.report(syncRunFinished, { sync_run_id: id, entity_type, source, total, ...counts })
    return { ...run, ...ended, faults }
  },
})
