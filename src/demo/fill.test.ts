import { expect, test } from 'vitest'
import { expect_sums_to_agree, rows_of } from '../../test/production-log.ts'
import { type Shop, shop_for_this_test } from '../../test/shop.ts'
import { calendar_until, day_min, days, end_of_minute, now_min } from './calendar.ts'
import { fill } from './fill.ts'
import { people } from './shop.ts'

async function filled(now: string): Promise<Shop> {
  const shop = await shop_for_this_test({ clock: () => Date.parse(now) })
  await fill(shop.engine, shop.tenant_id)
  return shop
}

/** Everything about the jobs but ids and dates. */
const outcome = (shop: Shop) =>
  rows_of(
    shop,
    `select j.job_number, j.name, j.status, j.quantity, array_agg(o.status order by o.sequence) as operations, sum(o.good) as good, sum(o.scrap) as scrap, sum(o.worked_s) as worked_s,
      (select count(*) from time_entries t where t.job_id = j.id) as entries, (select count(*) from time_entries t where t.job_id = j.id and t.ended_at is null) as clocks
    from jobs j left join operations o on o.job_id = j.id group by j.tenant_id, j.id order by j.job_number`,
  )

test('fills a believable shop in seconds, the same on any day', { timeout: 120_000 }, async () => {
  const began = performance.now()
  const shop = await filled('2026-03-04T15:20:00Z')
  console.log(`the demo was filled in ${Math.round(performance.now() - began)} ms`)

  const count = async (path: string): Promise<number> => (await shop.call('GET', `/v1/${path}?limit=1000`)).body.data.length
  expect([await count('lines'), await count('workstations'), await count('machines'), await count('people'), await count('jobs')]).toEqual([
    3, 12, 15, 20, 40,
  ])
  const statuses = await rows_of(shop, 'select status, count(*)::int as n from jobs group by status order by status')
  expect(statuses).toEqual([
    { status: 'cancelled', n: 2 },
    { status: 'closed', n: 5 },
    { status: 'completed', n: 10 },
    { status: 'draft', n: 4 },
    { status: 'held', n: 3 },
    { status: 'released', n: 8 },
    { status: 'running', n: 8 },
  ])
  const [did] = await rows_of<Record<string, number>>(
    shop,
    `select count(distinct started_at::date)::int as days, count(*) filter (where kind = 'setup')::int as setups, count(*) filter (where kind = 'breakdown')::int as breakdowns,
      count(*) filter (where ended_at is null)::int as clocks, min(started_at)::text as first, max(coalesce(ended_at, started_at))::text as last from time_entries`,
  )
  expect(did).toMatchObject({ days: days + 1, clocks: 7, first: '2026-02-18 07:46:00+00', last: '2026-03-04 12:50:00+00' })
  expect(did?.setups).toBeGreaterThan(50)
  expect(did?.breakdowns).toBeGreaterThan(0)
  const scrapped = await rows_of(shop, 'select q.id from quantity_reports q join reasons r on r.id = q.reason_id where q.scrap > 0')
  expect(scrapped.length).toBeGreaterThan(8)
  await expect_sums_to_agree(shop)
  await expect_nobody_in_two_places(shop)
  const [somebody] = people
  const who = { tenant: 'shop', employee_number: somebody?.employee_number, pin: somebody?.pin }
  expect((await shop.call('POST', '/v1/sessions', who, { key: null })).body.person).toMatchObject({ name: somebody?.name })
  const late = await rows_of(
    shop,
    "select name from events where occurred_at > '2026-03-04T15:20:00Z' or recorded_at > '2026-03-04T15:20:00Z'",
  )
  expect(late).toEqual([])

  const sunday = await filled('2026-11-01T02:00:00Z')
  expect(await outcome(sunday)).toEqual(await outcome(shop))
})

async function expect_nobody_in_two_places(shop: Shop): Promise<void> {
  const twice = await rows_of(
    shop,
    `select a.id from time_entries a join time_entries b on a.id < b.id and (a.person_id = b.person_id or a.machine_id = b.machine_id)
      and a.started_at < coalesce(b.ended_at, 'infinity') and b.started_at < coalesce(a.ended_at, 'infinity')`,
  )
  expect(twice).toEqual([])
}

test('everybody has a number and a PIN of their own', () => {
  expect(new Set(people.map(({ employee_number }) => employee_number)).size).toBe(19)
  for (const { pin } of people) expect(pin).toMatch(/^\d{4}$/)
})

test('the shop’s calendar has ten working days, and ends now', () => {
  const { at, date_after } = calendar_until('2026-03-04T15:20:30Z')
  expect(at(0)).toBe('2026-02-18T06:00:00.000Z')
  expect(at(end_of_minute(day_min))).toBe('2026-02-18T14:00:00.000Z')
  expect(at(day_min)).toBe('2026-02-19T06:00:00.000Z')
  expect(at(3 * day_min)).toBe('2026-02-23T06:00:00.000Z')
  expect(at(end_of_minute(days * day_min))).toBe('2026-03-03T14:00:00.000Z')
  expect(at(days * day_min)).toBe('2026-03-04T12:50:00.000Z')
  expect(at(now_min)).toBe('2026-03-04T15:20:00.000Z')
  expect(date_after(0, 14)).toBe('2026-03-04')
})
