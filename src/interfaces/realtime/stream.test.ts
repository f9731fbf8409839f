import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { another_tenant } from '../../../test/people.ts'
import { type Shop, shop_for_this_test } from '../../../test/shop.ts'

interface Message {
  readonly id: string
  readonly data: readonly { readonly name: string; readonly subjects: Readonly<Record<string, string>>; readonly id: string }[]
}

/** Reads a stream as a browser does, and leaves when it is told to. */
async function open_stream(url: string, key: string, path = '/v1/stream', headers: Record<string, string> = {}) {
  const leaving = new AbortController()
  const response = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${key}`, ...headers }, signal: leaving.signal })
  const messages: Message[] = []
  let ended = false
  const read = async () => {
    let text = ''
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk).toString()
      const blocks = text.split('\n\n')
      text = blocks.pop() ?? ''
      for (const block of blocks) {
        const lines = Object.fromEntries(
          block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
        )
        if (lines.event === 'events') messages.push({ id: lines.id ?? '', data: JSON.parse(lines.data ?? '[]') })
      }
    }
  }
  const reading = read()
    .catch(() => {})
    .finally(() => {
      ended = true
    })
  const names = () => messages.flatMap(({ data }) => data.map(({ name }) => name))
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    messages,
    names,
    ids: () => messages.flatMap(({ data }) => data.map(({ id }) => id)),
    has_ended: () => ended,
    async leave() {
      leaving.abort()
      await reading
    },
  }
}

const listening = async (): Promise<{ shop: Shop; url: string }> => {
  const shop = await shop_for_this_test()
  return { shop, url: await shop.app.listen({ port: 0, host: '127.0.0.1' }) }
}

const make_line = async (shop: Shop, name: string, key = shop.admin.key) =>
  expect((await shop.call('POST', '/v1/lines', { name }, { key })).status).toBe(201)

const soon = { timeout: 10_000 }

test('tells what happens from now on, and nothing of another company', async () => {
  const { shop, url } = await listening()
  const other = await another_tenant(shop)
  await make_line(shop, 'before')
  // Transactions of other tests on the same server hold back what can be seen of the log.
  await expect.poll(async () => (await shop.call('GET', '/v1/events?name=line.created')).body.data, soon).toHaveLength(1)
  const stream = await open_stream(url, shop.admin.key)
  expect([stream.status, stream.type]).toEqual([200, 'text/event-stream; charset=utf-8'])
  await make_line(shop, 'theirs', other.key)
  await make_line(shop, 'ours')
  await expect.poll(stream.names, soon).toEqual(['line.created'])
  await shop.call('POST', '/v1/jobs', { job_number: 'J-1' })
  await expect.poll(stream.names, soon).toEqual(['line.created', 'job.created'])
  await stream.leave()
})

test('who comes back with the last id misses nothing and sees nothing twice', async () => {
  const { shop, url } = await listening()
  const first = await open_stream(url, shop.admin.key)
  for (let n = 0; n < 5; n++) await make_line(shop, `a ${n}`)
  await expect.poll(first.names, soon).toHaveLength(5)
  await first.leave()
  await Promise.all(Array.from({ length: 20 }, (_, n) => make_line(shop, `b ${n}`)))
  const again = await open_stream(url, shop.admin.key, '/v1/stream', { 'last-event-id': first.messages.at(-1)?.id ?? '' })
  for (let n = 0; n < 5; n++) await make_line(shop, `c ${n}`)
  await expect.poll(() => again.ids().length, soon).toBe(25)
  expect(new Set([...first.ids(), ...again.ids()]).size).toBe(30)
  await again.leave()
})

test('only what was asked for', async () => {
  const { shop, url } = await listening()
  const stream = await open_stream(url, shop.admin.key, '/v1/stream?name=job.*')
  await make_line(shop, 'a line')
  await shop.call('POST', '/v1/jobs', { job_number: 'J-1' })
  await expect.poll(stream.names, soon).toEqual(['job.created'])
  await stream.leave()
})

test('what is wrong is said before the stream begins, and who is signed out hears no more', async () => {
  const { shop, url } = await listening()
  expect((await fetch(`${url}/v1/stream`)).status).toBe(401)
  expect((await open_stream(url, shop.admin.key, '/v1/stream?name=Nonsense')).status).toBe(422)
  expect((await open_stream(url, shop.admin.key, '/v1/stream?cursor=nonsense')).status).toBe(422)
  const { body: key } = await shop.call('POST', '/v1/api-keys', { name: 'for a while' })
  const stream = await open_stream(url, key.key)
  await shop.call('DELETE', `/v1/api-keys/${key.id}`)
  await make_line(shop, 'after')
  await expect.poll(stream.has_ended, soon).toBe(true)
  expect(stream.names()).toEqual([])
})

test('a server that is closed ends its streams', async () => {
  const { shop, url } = await listening()
  const stream = await open_stream(url, shop.admin.key)
  await shop.app.close()
  await expect.poll(stream.has_ended, soon).toBe(true)
  const port = Number(new URL(url).port)
  await expect(new Promise((resolve, reject) => connect(port, '127.0.0.1', () => resolve('open')).once('error', reject))).rejects.toThrow()
})
