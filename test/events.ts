import { as_owner, type Shop } from './shop.ts'

export interface Told {
  readonly name: string
  readonly facts: Record<string, unknown>
  readonly occurred_at: Date
}

/** What was reported about a thing, in order. Straight from the table: the list waits for every transaction of the test server. */
export const events_about = (shop: Shop, id: string): Promise<Told[]> =>
  as_owner(shop.database, async (client) => {
    const { rows } = await client.query<Told>(
      'select name, facts, occurred_at from events where subject_ids @> array[$1::uuid] order by xid, seq',
      [id],
    )
    return rows
  })
