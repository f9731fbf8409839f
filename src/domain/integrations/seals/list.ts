import { z } from 'zod'
import { atLeast } from '../../../kernel/role.ts'
import { sql, where } from '../../../kernel/sql.ts'
import { verb } from '../../../kernel/verb.ts'
import { Seal, type SealRow, seal_columns } from './seal.ts'

export const list = verb({
  name: 'seals.list',
  does: 'Lists seals of the event log, newest first. The newest, noted outside, proves everything before it.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: z.object({
    limit: z.number().int().min(1).max(1000).default(100),
    before: z.number().int().min(1).optional().meta({ description: 'Only seals with a lower number.' }),
  }),
  output: z.object({ data: z.array(Seal) }),
  refuses: [],
  reports: [],
  examples: [{ given: { limit: 1 } }],
  async run(context, { limit, before }) {
    const filters = before === undefined ? [] : [sql`n < ${before}`]
    const rows = await context.read<SealRow>`select ${seal_columns} from seals ${where(filters)} order by n desc limit ${limit}`
    return { data: rows.map(({ up_to_xid: _, up_to_seq: __, ...seal }) => seal) }
  },
})
