import { expect, test } from 'vitest'
import { send, type Wire } from '../prove/malformed/wire.ts'
import { shop_for_this_test } from './shop.ts'

const junk = Buffer.from('{} is no HTTP\r\n\r\n')

test('bytes that are no HTTP are refused, and never in the name of a request before them', async () => {
  const shop = await shop_for_this_test()
  const port = Number(new URL(await shop.app.listen({ port: 0, host: '127.0.0.1' })).port)
  const usual = [
    ['host', 'gemba'],
    ['authorization', `Bearer ${shop.admin.key}`],
  ] as const
  const ask = (wire: Partial<Wire>) => send(port, { method: 'GET', target: '/health', headers: usual, body: null, ...wire })

  expect(await ask({ method: 'NO GET' })).toMatchObject({ status: 400, text: expect.stringContaining('"reason":"unreadable"') })
  expect(await ask({ headers: [...usual, ['x-long', 'x'.repeat(20_000)]] })).toMatchObject({ status: 431, hung: false })
  expect(await ask({ headers: [...usual, ['content-length', '9']], body: junk.subarray(0, 3), is_cut_short: true })).toMatchObject({
    hung: false,
  })

  const { body: job } = await shop.call('POST', '/v1/jobs', { job_number: 'A' })
  const started = await ask({
    method: 'POST',
    target: `/v1/jobs/${job.id}/start`,
    headers: [...usual, ['content-length', '0']],
    body: junk,
  })
  expect(started).toMatchObject({ status: 200, hung: false, text: expect.stringContaining('"new_status":"running"') })
})
