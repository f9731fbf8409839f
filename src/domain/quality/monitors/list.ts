import { z } from 'zod'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { Monitor, read_monitors } from './monitor.ts'

export const list = verb({
  name: 'monitors.list',
  does: 'Lists what is watched, and the thresholds.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: z.object({}),
  output: z.object({ data: z.array(Monitor) }),
  refuses: [],
  reports: [],
  examples: [{ given: {} }],
  run: async (context) => ({ data: await read_monitors(context) }),
})
