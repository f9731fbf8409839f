import type { Context } from '../../../kernel/context.ts'
import { sql } from '../../../kernel/sql.ts'
import { task } from '../../../kernel/task.ts'
import { beginning, last_seal, most_events, sealed } from './seal.ts'

/** A log that has never been sealed is caught up with in a few minutes, and no turn takes long. */
const most_seals_a_turn = 20

export const seal_events = task({
  name: 'seals.seal_events',
  does: 'Seals what has happened since the last seal: each second, a thousand events a seal.',
  every: '* * * * * *',
  async run(context) {
    let before: Before = (await last_seal(context)) ?? beginning
    for (let made = 0; made < most_seals_a_turn; made++) {
      const next = await next_seal(context, before)
      if (next.count === 0) return
      const { n, hash, count, up_to_xid, up_to_seq } = next
      context.insert('seals', [{ n, hash, count, up_to_xid, up_to_seq, sealed_at: context.now }])
      if (count < most_events) return
      before = next
    }
  },
})

interface Before {
  readonly n: number
  readonly hash: string
  readonly up_to_xid: string
  readonly up_to_seq: string
}

/** Below every transaction that may still write, so that no event can appear under a seal later. */
async function next_seal(context: Context, before: Before): Promise<Before & { readonly count: number }> {
  const n = before.n + 1
  const [found] = await context.read<{ count: number; hash: string; up_to_xid: string; up_to_seq: string }>`
    with taken as (
      select * from events where (xid, seq) > (${before.up_to_xid}::xid8, ${before.up_to_seq}::bigint)
        and xid < pg_snapshot_xmin(pg_current_snapshot()) order by xid, seq limit ${most_events})
    select ${sealed(sql`${before.hash}::text`, sql`${n}::bigint`)},
      (select xid::text from taken order by xid desc, seq desc limit 1) as up_to_xid,
      (select seq::text from taken order by xid desc, seq desc limit 1) as up_to_seq
    from taken`
  if (!found) throw new Error('an aggregate answers one row')
  return { n, ...found }
}
