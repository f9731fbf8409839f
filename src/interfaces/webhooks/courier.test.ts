import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { courier_for_this_test, local, open_receiver } from '../../../test/receiver.ts'
import { shop_for_this_test } from '../../../test/shop.ts'

const open = () => shop_for_this_test({ webhook_allow: local })

test('what happens arrives, in our own words, and is signed as Standard Webhooks verifies it', async () => {
  const shop = await open()
  const receiver = await open_receiver()
  const { status, body: webhook } = await shop.call('POST', '/v1/webhooks', { url: receiver.url, events: ['job.*'] })
  expect(status).toBe(201)
  courier_for_this_test(shop)
  const { body: job } = await shop.call('POST', '/v1/jobs', { job_number: 'J-1' })
  const [first] = await receiver.arrived(1)
  expect(first?.body).toMatchObject({ type: 'job.created', data: { name: 'job.created', subjects: { job_id: job.id } } })
})
