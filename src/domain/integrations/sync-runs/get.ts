import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { read_sync_run, SyncRun, syncRunUnknown } from './sync-run.ts'

export const get = verb({
  name: 'sync_runs.get',
  does: 'Shows one sync run and what failed in it.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: z.object({ id: Id }),
  output: SyncRun,
  refuses: [syncRunUnknown],
  reports: [],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  run: (context, { id }) => read_sync_run(context, id),
})
