import { expect, test } from 'vitest'
import { courier_for_this_test, local, open_receiver, soon, with_status } from '../../../test/receiver.ts'
import { type Shop, shop_for_this_test } from '../../../test/shop.ts'
import { retries_s } from '../../domain/integrations/deliveries/retry.ts'

/** A shop whose clock is moved by hand. */
async function timed_shop() {
  const clock = { now: Date.parse('2026-03-02T08:00:00Z') }
  const shop = await shop_for_this_test({ webhook_allow: local, clock: () => clock.now })
  const pass = (seconds: number): void => {
    clock.now += seconds * 1000
  }
  const in_s = (at: string): number => (Date.parse(at) - clock.now) / 1000
  return { shop, pass, in_s }
}

async function hook(shop: Shop, url: string, events: readonly string[] = ['job.created']): Promise<string> {
  const { status, body } = await shop.call('POST', '/v1/webhooks', { url, events })
  expect(status, JSON.stringify(body)).toBe(201)
  return body.id
}

const make_job = (shop: Shop, job_number: string) => shop.call('POST', '/v1/jobs', { job_number })
const deliveries_of = async (shop: Shop, webhook_id: string) =>
  (await shop.call('GET', `/v1/deliveries?webhook_id=${webhook_id}`)).body.data
const webhook_of = async (shop: Shop, id: string) => (await shop.call('GET', `/v1/webhooks/${id}`)).body

test('is tried again after 5 s, 30 s, 5 min, 30 min, 2 h, 5 h, 10 h and 10 h, and each attempt is kept', async () => {
  const { shop, pass, in_s } = await timed_shop()
  const receiver = await open_receiver(with_status(500))
  const id = await hook(shop, receiver.url)
  courier_for_this_test(shop)
  await make_job(shop, 'J-1')
  for (const [at, wait_s] of retries_s.entries()) {
    await soon(() => deliveries_of(shop, id)).toMatchObject([{ status: 'pending', attempt_count: at + 1 }])
    const [{ due_at }] = await deliveries_of(shop, id)
    expect(in_s(due_at)).toBe(wait_s)
    pass(wait_s)
    await receiver.arrived(at + 2)
  }
  expect(retries_s).toEqual([5, 30, 300, 1800, 7200, 18_000, 36_000, 36_000])
  await soon(() => deliveries_of(shop, id)).toMatchObject([{ status: 'failed', attempt_count: 9, due_at: null }])
  const [{ id: delivery_id }] = await deliveries_of(shop, id)
  const { body } = await shop.call('GET', `/v1/deliveries/${delivery_id}`)
  const one = { outcome: 'refused_by_receiver', status: 500, answer: 'said 500', error: null }
  expect(body.attempts).toEqual(
    Array.from({ length: 9 }, (_, at) => ({ ...one, number: at + 1, started_at: expect.any(String), duration_ms: expect.any(Number) })),
  )
  // Every time the very same bytes.
  expect(new Set(receiver.received.map(({ text }) => text)).size).toBe(1)
})

test.each([
  [429, '120', 120],
  [503, '2', 5],
  [429, '999999', 3600],
  [503, 'a date', 3000],
  [500, '120', 5],
])('%i with Retry-After %s is tried again after %i s', async (status, asked, wait_s) => {
  const { shop, pass, in_s } = await timed_shop()
  const said = () => (asked === 'a date' ? new Date(Date.now() + 3_000_000).toUTCString() : asked)
  const receiver = await open_receiver((response) => response.writeHead(status, { 'retry-after': said() }).end())
  const id = await hook(shop, receiver.url)
  courier_for_this_test(shop)
  await make_job(shop, 'J-1')
  await soon(() => deliveries_of(shop, id)).toMatchObject([{ attempt_count: 1 }])
  const [{ due_at }] = await deliveries_of(shop, id)
  expect(Math.abs(in_s(due_at) - wait_s)).toBeLessThan(5)
  receiver.answer(with_status(200))
  pass(wait_s + 5)
  await soon(() => deliveries_of(shop, id)).toMatchObject([{ status: 'delivered' }])
})

test('a receiver that asks to be left alone is; others are not kept waiting', async () => {
  const { shop, pass } = await timed_shop()
  const asking = await open_receiver(with_status(429, { 'retry-after': '600' }))
  const other = await open_receiver()
  const id = await hook(shop, asking.url)
  await hook(shop, other.url)
  courier_for_this_test(shop)
  await make_job(shop, 'J-1')
  await soon(() => deliveries_of(shop, id)).toMatchObject([{ attempt_count: 1 }])
  asking.answer(with_status(200))
  await make_job(shop, 'J-2')
  await other.arrived(2)
  expect(asking.received).toHaveLength(1)
  pass(601)
  await asking.arrived(3)
})

test('is switched off after five days of failure, and that is told', async () => {
  const { shop, pass } = await timed_shop()
  const dead = await open_receiver(with_status(500))
  const alive = await open_receiver()
  const id = await hook(shop, dead.url)
  await hook(shop, alive.url, ['webhook.disabled'])
  courier_for_this_test(shop)
  await make_job(shop, 'J-1')
  await soon(() => webhook_of(shop, id)).toMatchObject({ is_active: true, failing_since: '2026-03-02T08:00:00.000Z' })
  pass(5 * 24 * 3600 - 60)
  await dead.arrived(2)
  await soon(() => deliveries_of(shop, id)).toMatchObject([{ attempt_count: 2 }])
  expect(await webhook_of(shop, id)).toMatchObject({ is_active: true, switched_off_at: null })
  pass(60)
  const [told] = await alive.arrived(1)
  expect(told?.body).toMatchObject({ type: 'webhook.disabled', data: { subjects: { webhook_id: id } } })
  expect(await webhook_of(shop, id)).toMatchObject({ is_active: false, switched_off_at: '2026-03-07T08:00:00.000Z' })
  expect(await deliveries_of(shop, id)).toMatchObject([{ status: 'failed', attempt_count: 3, last_outcome: 'switched_off' }])
  await make_job(shop, 'J-2')
  expect(await shop.call('POST', `/v1/webhooks/${id}/retry-failed`)).toMatchObject({ status: 409, body: { reason: 'webhook_off' } })
  await shop.call('POST', `/v1/webhooks/${id}/resume`)
  expect(await webhook_of(shop, id)).toMatchObject({ is_active: true, switched_off_at: null, failing_since: null })
  dead.answer(with_status(200))
  const { body } = await shop.call('POST', `/v1/webhooks/${id}/retry-failed`)
  expect(body).toEqual({ id, retried: 1, has_more: false })
  await soon(() => deliveries_of(shop, id)).toMatchObject([{ status: 'delivered' }])
})

test('one that arrives ends the five days', async () => {
  const { shop, pass } = await timed_shop()
  const receiver = await open_receiver(with_status(500))
  const id = await hook(shop, receiver.url)
  courier_for_this_test(shop)
  await make_job(shop, 'J-1')
  await soon(() => webhook_of(shop, id)).toMatchObject({ failing_since: expect.any(String) })
  receiver.answer(with_status(204))
  pass(5)
  await soon(() => webhook_of(shop, id)).toMatchObject({ failing_since: null })
  receiver.answer(with_status(500))
  pass(5 * 24 * 3600)
  await make_job(shop, 'J-2')
  await soon(() => webhook_of(shop, id)).toMatchObject({ is_active: true, failing_since: '2026-03-07T08:00:05.000Z' })
})
