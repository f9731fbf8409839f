import { expect, test } from 'vitest'
import { another_tenant } from '../../../../test/people.ts'
import { as_owner, type Shop, shop_for_this_test } from '../../../../test/shop.ts'
import { Work } from '../../../engine/work.ts'
import { seal_events } from './seal-events.ts'

const turn = (shop: Shop) =>
  new Work(shop.engine, [], (error) => {
    throw error
  }).run(seal_events)

/** Transactions of other tests on the same server hold the log's end back: turns are taken until nothing is left over. */
async function seal_all(shop: Shop): Promise<void> {
  await expect
    .poll(
      async () => {
        await turn(shop)
        const [row] = await owner<{ left: number }>(
          shop,
          `select count(*)::int as left from events e where tenant_id = '${shop.tenant_id}' and (xid, seq) >
            (select coalesce(max(up_to_xid), '0'), coalesce((array_agg(up_to_seq order by n desc))[1], 0) from seals where tenant_id = e.tenant_id)`,
        )
        return row?.left
      },
      { timeout: 30_000 },
    )
    .toBe(0)
}

const owner = <R extends object>(shop: Shop, text: string): Promise<R[]> =>
  as_owner(shop.database, async (client) => (await client.query<R>(text)).rows)

async function happen(shop: Shop, times: number): Promise<void> {
  for (let n = 0; n < times; n++) expect((await shop.call('POST', '/v1/lines', { name: `Line ${n} ${Math.random()}` })).status).toBe(201)
}

const verified = async (shop: Shop, query = '') => (await shop.call('GET', `/v1/seals/verify${query}`)).body

async function sealed_shop(): Promise<Shop> {
  const shop = await shop_for_this_test()
  await happen(shop, 3)
  await seal_all(shop)
  await happen(shop, 2)
  await seal_all(shop)
  return shop
}

test('what happened is sealed, and nothing is found where nothing was changed', async () => {
  const shop = await sealed_shop()
  const { body } = await shop.call('GET', '/v1/seals')
  const [newest] = body.data
  const [{ events } = { events: 0 }] = await owner<{ events: number }>(
    shop,
    `select count(*)::int as events from events where tenant_id = '${shop.tenant_id}'`,
  )
  const whole = await verified(shop)
  expect(whole).toEqual({ verified: body.data.length, events, broken: [], head: { n: newest.n, hash: newest.hash }, next: null })
  const first = await verified(shop, '?limit=1')
  expect(first).toMatchObject({ verified: 1, head: { n: 1 }, next: 2 })
  expect(await verified(shop, '?from=2')).toMatchObject({ verified: body.data.length - 1, broken: [] })
  await turn(shop)
  expect((await shop.call('GET', '/v1/seals')).body.data).toHaveLength(body.data.length)
})

test.each([
  ['a fact', 'update events set facts = facts || \'{"line_id": "x"}\' where name = \'line.created\'', 'events_changed'],
  [
    'a moment, by a thousandth of a second',
    "update events set occurred_at = occurred_at + interval '1 ms' where name = 'line.created'",
    'events_changed',
  ],
  ['who did it', `update events set actor = '{"kind": "system"}' where name = 'line.created'`, 'events_changed'],
  ['an event that is gone', "delete from events where name = 'line.created'", 'events_missing'],
  ['a seal', "update seals set hash = repeat('0', 64) where n = 1", 'events_changed'],
  ['a seal that is gone', 'delete from seals where n = 1', 'seal_missing'],
])('finds %s', async (_what, change, fault) => {
  const shop = await sealed_shop()
  await owner(shop, change)
  const { broken } = await verified(shop)
  expect(broken.map((one: { fault: string }) => one.fault)).toContain(fault)
})

test('an event put in later is found', async () => {
  const shop = await sealed_shop()
  await owner(
    shop,
    `insert into events (tenant_id, xid, id, name, subject_id, subject_ids, facts, actor, verb, request_id, origin, occurred_at, recorded_at)
     select tenant_id, xid, gen_random_uuid(), name, subject_id, subject_ids, facts, actor, verb, request_id, origin, occurred_at, recorded_at
     from events where tenant_id = '${shop.tenant_id}' order by xid limit 1`,
  )
  expect((await verified(shop)).broken).toMatchObject([{ n: 1, fault: 'events_added' }])
})

test('each company has its own seals', async () => {
  const shop = await sealed_shop()
  const { key } = await another_tenant(shop)
  const ours = (await shop.call('GET', '/v1/seals')).body.data
  const theirs = (await shop.call('GET', '/v1/seals', undefined, { key })).body.data
  expect(theirs.map(({ hash }: { hash: string }) => hash)).not.toContain(ours[0].hash)
})
