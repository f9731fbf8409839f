import { expect, test } from 'vitest'
import { as_owner, type Shop, shop_for_this_test } from '../../../test/shop.ts'
import { seal_events } from '../../domain/integrations/seals/seal-events.ts'
import { Work } from '../../engine/work.ts'
import { verify_log } from './verify-log.ts'

async function sealed_shop(): Promise<{ shop: Shop; url: string }> {
  const shop = await shop_for_this_test()
  const url = await shop.app.listen({ port: 0, host: '127.0.0.1' })
  const work = new Work(shop.engine, [], (error) => {
    throw error
  })
  const one_sealed = async () => {
    await work.run(seal_events)
    return (await shop.call('GET', '/v1/seals')).body.data.length
  }
  await expect.poll(one_sealed, { timeout: 30_000 }).toBeGreaterThan(0)
  return { shop, url }
}

async function run({ shop, url }: { shop: Shop; url: string }, ...words: string[]) {
  const lines: string[] = []
  let has_failed = false
  const failed = () => {
    has_failed = true
  }
  await verify_log(words, { url, key: shop.admin.key }, { out: (text) => void lines.push(text), failed })
  return { lines, has_failed }
}

test('a log that nobody touched holds, and the seal to note holds later, too', async () => {
  const place = await sealed_shop()
  const { lines, has_failed } = await run(place)
  expect(has_failed).toBe(false)
  const [, head = ''] = /hold\. Note the newest: --head (\d+:[0-9a-f]{64})$/.exec(lines.at(-1) ?? '') ?? []
  expect(await run(place, '--head', head)).toMatchObject({ has_failed: false })
  const cut_off = await run(place, '--head', `99:${head.split(':')[1]}`)
  expect(cut_off.has_failed).toBe(true)
  expect(cut_off.lines[0]).toContain('does not stand in the log')
})

test('one changed byte is told by its seal, and ends with a failure', async () => {
  const place = await sealed_shop()
  await as_owner(place.shop.database, (client) => client.query("update events set request_id = request_id || 'x'"))
  const { lines, has_failed } = await run(place)
  expect(has_failed).toBe(true)
  expect(lines[0]).toMatch(/^seal \d+: Something under seal/)
})

test('says what is wrong with what was given', async () => {
  const place = await sealed_shop()
  await expect(run(place, '--head', 'x')).rejects.toThrow('as this command printed it')
  await expect(run(place, '--key', 'ery_live_nobody0123456789')).rejects.toThrow('401')
})
