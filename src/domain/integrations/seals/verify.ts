import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { atLeast } from '../../../kernel/role.ts'
import { sql } from '../../../kernel/sql.ts'
import { verb } from '../../../kernel/verb.ts'
import { sealed } from './seal.ts'

const Broken = z.object({
  n: z.number().int(),
  fault: z.enum(['events_changed', 'events_missing', 'events_added', 'seal_missing']),
  says: z.string(),
})

export const verify = verb({
  name: 'seals.verify',
  does: 'Reads sealed events anew and compares them with their seals. Come back with `next` until it is null.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: z.object({
    from: z.number().int().min(1).default(1).meta({ description: 'The first seal to look at.' }),
    limit: z.number().int().min(1).max(500).default(100).meta({ description: 'Seals at a time.' }),
  }),
  output: z.object({
    verified: z.number().int().meta({ description: 'Seals that hold.' }),
    events: z.number().int().meta({ description: 'Events under them.' }),
    broken: z.array(Broken).meta({ description: 'Seals that do not hold: something under them is not as it was sealed.' }),
    head: z.object({ n: z.number().int(), hash: z.string() }).nullable().meta({ description: 'The last seal looked at.' }),
    next: z.number().int().nullable(),
  }),
  refuses: [],
  reports: [],
  examples: [{ given: {} }, { given: { from: 101 } }],
  async run(context, { from, limit }) {
    const seals = await compared(context, from, limit + 1)
    const looked_at = seals.slice(0, limit)
    const broken = looked_at.flatMap((seal, at) => fault_of(seal, (looked_at[at - 1]?.n ?? from - 1) + 1))
    const holding = looked_at.filter(({ n }) => !broken.some((one) => one.n === n))
    const last = looked_at.at(-1)
    return {
      verified: holding.length,
      events: holding.reduce((all, { count }) => all + count, 0),
      broken,
      head: last ? { n: last.n, hash: last.hash } : null,
      next: seals.length > limit && last ? last.n + 1 : null,
    }
  },
})

interface Compared {
  readonly n: number
  readonly count: number
  readonly hash: string
  readonly found_count: number
  readonly found_hash: string
}

/** Each seal, and what its hash and count come to now. The hash before is the one that stands there: a changed seal breaks the next one, too. */
const compared = (context: Context, from: number, limit: number): Promise<Compared[]> => context.read<Compared>`
  with chain as (
    select n, count, hash, up_to_xid, up_to_seq, coalesce(lag(hash) over (order by n), '') as hash_before,
      coalesce(lag(up_to_xid) over (order by n), '0'::xid8) as after_xid, coalesce(lag(up_to_seq) over (order by n), 0) as after_seq
    from seals where n >= ${from - 1} order by n limit ${limit + 1})
  select chain.n, chain.count, chain.hash, now.count as found_count, now.hash as found_hash
  from chain, lateral (select ${sealed(sql`chain.hash_before`, sql`chain.n`)} from events
    where (xid, seq) > (chain.after_xid, chain.after_seq) and (xid, seq) <= (chain.up_to_xid, chain.up_to_seq)) as now
  where chain.n >= ${from} order by chain.n limit ${limit}`

function fault_of({ n, count, hash, found_count, found_hash }: Compared, expected: number): z.input<typeof Broken>[] {
  if (n !== expected) return [{ n, fault: 'seal_missing', says: `Seal ${expected} is not there; ${n} comes in its place.` }]
  if (found_count < count)
    return [{ n, fault: 'events_missing', says: `${count - found_count} of the ${count} events under seal ${n} are gone.` }]
  if (found_count > count)
    return [{ n, fault: 'events_added', says: `${found_count - count} events stand under seal ${n} that were not sealed.` }]
  if (found_hash !== hash) return [{ n, fault: 'events_changed', says: `Something under seal ${n}, or the seal, is not as it was sealed.` }]
  return []
}
