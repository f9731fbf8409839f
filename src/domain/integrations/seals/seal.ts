import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { type Sql, sql } from '../../../kernel/sql.ts'
import { Moment } from '../../../kernel/time.ts'

/** So many events at most lie under one seal. */
export const most_events = 1000

export const Seal = z
  .object({
    n: z.number().int().meta({ description: 'Counts up from 1, per company.' }),
    count: z.number().int().meta({ description: 'Events under it.' }),
    hash: z.string().meta({
      description: 'Hex SHA-256 over the hash of the seal before, its own number and every event under it. Note it elsewhere, and compare.',
    }),
    sealed_at: Moment,
  })
  .meta({ id: 'Seal', description: 'Covers events of the log and the seal before it: a byte changed in any of them is found.' })
export type Seal = z.output<typeof Seal>

export interface SealRow extends Seal {
  readonly up_to_xid: string
  readonly up_to_seq: string
}

export const seal_columns = sql`seals.n, seals.count, seals.hash, seals.sealed_at, seals.up_to_xid::text, seals.up_to_seq::text`

/** What the first seal is laid on. */
export const beginning = { n: 0, hash: '', up_to_xid: '0', up_to_seq: '0' } as const

/** Of events, in their order: how many they are, and the seal's hash. Every column counts, spelled so that no setting changes it. */
export const sealed = (hash_before: Sql, n: Sql): Sql => sql`count(*) as count,
  encode(sha256(convert_to(${hash_before} || E'\n' || ${n}::text || E'\n' || coalesce(string_agg(jsonb_build_array(
    xid::text, written_by::text, seq, id, name, subject_id, subject_ids, facts, actor, verb, request_id, origin,
    (extract(epoch from occurred_at) * 1000)::bigint, (extract(epoch from recorded_at) * 1000)::bigint)::text, E'\n' order by xid, seq), ''), 'UTF8')), 'hex') as hash`

export async function last_seal(context: Context): Promise<SealRow | null> {
  const [last] = await context.read<SealRow>`select ${seal_columns} from seals order by n desc limit 1`
  return last ?? null
}
