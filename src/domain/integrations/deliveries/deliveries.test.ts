import { expect, test } from 'vitest'
import { another_tenant } from '../../../../test/people.ts'
import { courier_for_this_test, local, open_receiver, soon, with_status } from '../../../../test/receiver.ts'
import { as_owner, type Shop, shop_for_this_test } from '../../../../test/shop.ts'
import { told_of } from '../../../../test/told.ts'
import { clear_out } from './clear-out.ts'

const list = async (shop: Shop, query = '') => (await shop.call('GET', `/v1/deliveries?${query}`)).body.data

async function hook(shop: Shop, url: string, events: readonly string[] = ['job.*']): Promise<string> {
  return (await shop.call('POST', '/v1/webhooks', { url, events })).body.id
}

test('lists by webhook, event, status and what was answered; shows one with payload and attempts', async () => {
  const shop = await shop_for_this_test({ webhook_allow: local })
  const good = await open_receiver()
  const bad = await open_receiver(with_status(418))
  const ours = await hook(shop, good.url)
  const theirs = await hook(shop, bad.url, ['job.created'])
  courier_for_this_test(shop)
  const { id: job_id } = (await shop.call('POST', '/v1/jobs', { job_number: 'J-1' })).body
  await shop.call('PATCH', `/v1/jobs/${job_id}`, { priority: 1 })
  await soon(() => list(shop, 'status=delivered')).toHaveLength(2)
  await soon(() => list(shop, 'last_status=418')).toHaveLength(1)
  expect(await list(shop, `webhook_id=${ours}`)).toMatchObject([{ event: 'job.updated' }, { event: 'job.created' }])
  expect(await list(shop, 'event=job.created')).toHaveLength(2)
  expect(await list(shop, `status=pending&status=failed`)).toMatchObject([{ webhook_id: theirs, last_outcome: 'refused_by_receiver' }])
  const [one] = await list(shop, `webhook_id=${theirs}&expand=payload`)
  expect(await list(shop, `event_id=${one.event_id}`)).toHaveLength(2)
  expect(one.payload).toEqual(bad.received[0]?.body)
  const { body } = await shop.call('GET', `/v1/deliveries/${one.id}`)
  expect(body).toMatchObject({
    ...one,
    attempts: [{ number: 1, outcome: 'refused_by_receiver', status: 418, answer: 'said 418', error: null }],
  })
  const page = (await shop.call('GET', '/v1/deliveries?limit=2&with_total=true')).body
  expect(page).toMatchObject({ total: 3, next_cursor: expect.any(String) })
  expect(await list(shop, `cursor=${page.next_cursor}`)).toHaveLength(1)
})

test('another company sees none of it', async () => {
  const shop = await shop_for_this_test({ webhook_allow: local })
  const receiver = await open_receiver()
  const id = await hook(shop, receiver.url)
  courier_for_this_test(shop)
  await shop.call('POST', '/v1/jobs', { job_number: 'J-1' })
  await soon(() => list(shop)).toHaveLength(1)
  const [{ id: delivery_id }] = await list(shop)
  const { key } = await another_tenant(shop)
  expect((await shop.call('GET', '/v1/deliveries', undefined, { key })).body.data).toEqual([])
  expect((await shop.call('GET', '/v1/webhooks', undefined, { key })).body.data).toEqual([])
  expect((await shop.call('GET', `/v1/deliveries/${delivery_id}`, undefined, { key })).status).toBe(404)
  expect((await shop.call('POST', `/v1/deliveries/${delivery_id}/replay`, undefined, { key })).status).toBe(404)
  expect((await shop.call('POST', `/v1/webhooks/${id}/test`, undefined, { key })).status).toBe(404)
})

test('is sent once more, as it was, when somebody asks', async () => {
  const shop = await shop_for_this_test({ webhook_allow: local })
  const receiver = await open_receiver()
  const id = await hook(shop, receiver.url, ['job.created'])
  courier_for_this_test(shop)
  await shop.call('POST', '/v1/jobs', { job_number: 'J-1' })
  await soon(() => list(shop)).toMatchObject([{ status: 'delivered' }])
  const [{ id: delivery_id }] = await list(shop)
  const { status, body } = await shop.call('POST', `/v1/deliveries/${delivery_id}/replay`)
  expect(status).toBe(200)
  expect(body).toMatchObject({ status: 'pending', attempt_count: 1, finished_at: null, last_outcome: null })
  const [first, second] = await receiver.arrived(2)
  expect(second?.text).toBe(first?.text)
  expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id'])
  await soon(() => list(shop)).toMatchObject([{ status: 'delivered', attempt_count: 2 }])
  expect(await told_of(shop, delivery_id)).toEqual([{ name: 'delivery.replayed', facts: { delivery_id, webhook_id: id } }])
})

test('what is still on its way is not sent beside itself, and nothing by a webhook that is off', async () => {
  const shop = await shop_for_this_test({ webhook_allow: local })
  const receiver = await open_receiver(with_status(500))
  const id = await hook(shop, receiver.url, ['job.created'])
  courier_for_this_test(shop)
  await shop.call('POST', '/v1/jobs', { job_number: 'J-1' })
  await soon(() => list(shop)).toMatchObject([{ attempt_count: 1 }])
  const [{ id: delivery_id }] = await list(shop)
  const replay = () => shop.call('POST', `/v1/deliveries/${delivery_id}/replay`)
  expect(await replay()).toMatchObject({ status: 409, body: { reason: 'delivery_pending' } })
  await shop.call('PATCH', `/v1/webhooks/${id}`, { is_active: false })
  expect(await replay()).toMatchObject({ status: 409, body: { reason: 'webhook_off' } })
  expect(await shop.call('POST', `/v1/webhooks/${id}/retry-failed`)).toMatchObject({ status: 409, body: { reason: 'webhook_off' } })
})

test('all that failed is tried again, in order for each job', async () => {
  const shop = await shop_for_this_test({ webhook_allow: local })
  const receiver = await open_receiver(with_status(500))
  const id = await hook(shop, receiver.url, ['job.updated'])
  courier_for_this_test(shop)
  const jobs: string[] = []
  for (const job_number of ['A', 'B']) jobs.push((await shop.call('POST', '/v1/jobs', { job_number })).body.id)
  for (const priority of [1, 2, 3, 4, 5]) for (const job of jobs) await shop.call('PATCH', `/v1/jobs/${job}`, { priority })
  await soon(() => list(shop)).toHaveLength(10)
  await shop.call('PATCH', `/v1/webhooks/${id}`, { is_active: false })
  await shop.call('PATCH', `/v1/webhooks/${id}`, { is_active: true })
  const heard: [string, number][] = []
  receiver.answer((response, { body }) => {
    heard.push([body.data.subjects.job_id, body.data.facts.changes.priority.after])
    response.end()
  })
  expect((await shop.call('POST', `/v1/webhooks/${id}/retry-failed`)).body).toEqual({ id, retried: 10, has_more: false })
  await soon(() => list(shop, 'status=delivered')).toHaveLength(10)
  for (const job of jobs) expect(heard.filter(([of]) => of === job).map(([, priority]) => priority)).toEqual([1, 2, 3, 4, 5])
  expect((await shop.call('POST', `/v1/webhooks/${id}/retry-failed`)).body).toEqual({ id, retried: 0, has_more: false })
})

test('what was done with 30 days ago is cleared out, with its attempts', async () => {
  const clock = { now: Date.now() }
  const shop = await shop_for_this_test({ webhook_allow: local, clock: () => clock.now })
  const receiver = await open_receiver()
  await hook(shop, receiver.url)
  const courier = courier_for_this_test(shop)
  await shop.call('POST', '/v1/jobs', { job_number: 'J-1' })
  await soon(() => list(shop)).toMatchObject([{ status: 'delivered' }])
  await courier.stop()
  const clear = () =>
    shop.engine.as_system('clear_out', shop.tenant_id, (context) =>
      clear_out.run(context, { id: shop.tenant_id, time_zone: 'UTC', shift_ends: [] }),
    )
  clock.now += 29 * 24 * 3600_000
  await clear()
  expect(await list(shop)).toHaveLength(1)
  clock.now += 2 * 24 * 3600_000
  await clear()
  expect(await list(shop)).toEqual([])
  const left = await as_owner(shop.database, (client) => client.query('select from delivery_attempts'))
  expect(left.rowCount).toBe(0)
})
