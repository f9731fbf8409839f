import { expect, test } from 'vitest'
import { shop_for_this_test } from '../../../test/shop.ts'
import { Work } from '../../engine/work.ts'
import { clear_out } from './clear-out.ts'

const day = 24 * 3600_000

test('deletes what is over, and only that', async () => {
  let now = Date.parse('2026-03-02T08:00:00Z')
  const shop = await shop_for_this_test({ clock: () => now })
  const given = { email: 'admin@gemba.local', password: shop.admin.password }
  const sign_in = async (password = given.password) =>
    (await shop.call('POST', '/v1/sessions', { ...given, password }, { key: null })).body.token
  const left = async () => {
    const [found] = await shop.engine.as_system(
      'look',
      shop.tenant_id,
      (context) =>
        context.read<{ sessions: number; failures: number; repeats: number }>`select (select count(*) from sessions) as sessions,
        (select count(*) from sign_in_failures) as failures, (select count(*) from idempotency) as repeats`,
    )
    return [found?.sessions, found?.failures, found?.repeats]
  }
  const failures: unknown[] = []
  const work = new Work(shop.engine, [clear_out], (error) => failures.push(error))

  await sign_in()
  await shop.call('POST', '/v1/sessions/end', {}, { key: await sign_in() })
  await sign_in('wrong')
  await shop.call('POST', '/v1/jobs', { job_number: 'A' }, { headers: { 'idempotency-key': 'a' } })
  await work.run(clear_out)
  expect(await left()).toEqual([2, 1, 1])
  now += day + 1
  await sign_in('wrong')
  await work.run(clear_out)
  expect(await left()).toEqual([2, 1, 0])
  now += 6 * day
  await sign_in()
  await work.run(clear_out)
  expect(await left()).toEqual([2, 0, 0])
  now += day
  await work.run(clear_out)
  expect(await left()).toEqual([1, 0, 0])
  expect(failures).toEqual([])
})
