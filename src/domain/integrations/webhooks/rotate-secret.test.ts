import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { courier_for_this_test, local, open_receiver, type Received } from '../../../../test/receiver.ts'
import { shop_for_this_test } from '../../../../test/shop.ts'

async function timed_shop() {
  const clock = { now: Date.parse('2026-03-02T08:00:00Z') }
  const shop = await shop_for_this_test({ webhook_allow: local, clock: () => clock.now })
  return { shop, clock }
}

const standard = (secret: string, { headers, text }: Received): string =>
  `v1,${createHmac('sha256', Buffer.from(secret.slice(6), 'base64'))
    .update(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${text}`)
    .digest('base64')}`

test('for a day both secrets sign, the new one first; then the new one alone', async () => {
  const { shop, clock } = await timed_shop()
  const receiver = await open_receiver()
  const { body: made } = await shop.call('POST', '/v1/webhooks', { url: receiver.url, events: ['job.created'] })
  const { status, body: rotated } = await shop.call('POST', `/v1/webhooks/${made.id}/rotate-secret`)
  expect(status).toBe(200)
  expect(rotated.overlap_until).toBe('2026-03-03T08:00:00.000Z')
  expect(rotated.secret).not.toBe(made.secret)
  courier_for_this_test(shop)
  await shop.call('POST', '/v1/jobs', { job_number: 'J-1' })
  const [first] = await receiver.arrived(1)
  if (!first) throw new Error('one has arrived')
  expect(first.headers['webhook-signature']).toBe(`${standard(rotated.secret, first)} ${standard(made.secret, first)}`)
  clock.now += 24 * 3600_000
  await shop.call('POST', '/v1/jobs', { job_number: 'J-2' })
  const [, second] = await receiver.arrived(2)
  if (!second) throw new Error('another has arrived')
  expect(second.headers['webhook-signature']).toBe(standard(rotated.secret, second))
})

test('Eryxon Flow’s receivers know one signature: it is the new one’s', async () => {
  const { shop } = await timed_shop()
  const receiver = await open_receiver()
  const { body: made } = await shop.call('POST', '/v1/webhooks', { url: receiver.url, events: ['*'], format: 'eryxon' })
  const secret = 'a secret of our own'
  expect((await shop.call('POST', `/v1/webhooks/${made.id}/rotate-secret`, { secret })).body.secret).toBe(secret)
  courier_for_this_test(shop)
  await shop.call('POST', '/v1/jobs', { job_number: 'J-1' })
  const [received] = await receiver.arrived(1)
  const signature = createHmac('sha256', secret)
    .update(received?.text ?? '')
    .digest('hex')
  expect(received?.headers['x-eryxon-signature']).toBe(signature)
})

test('a secret that does not fit the format is refused, and the old one stays', async () => {
  const { shop } = await timed_shop()
  const { body } = await shop.call('POST', '/v1/webhooks', { url: 'https://erp.example.com/', events: ['*'] })
  const refused = await shop.call('POST', `/v1/webhooks/${body.id}/rotate-secret`, { secret: 'plain text' })
  expect(refused).toMatchObject({ status: 422, body: { errors: [{ field: 'secret' }] } })
})
