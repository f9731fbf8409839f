import { expect, test } from 'vitest'
import { courier_for_this_test, open_receiver, type Receiver, soon } from '../../../test/receiver.ts'
import { shop_for_this_test } from '../../../test/shop.ts'
import { read_allowed } from '../../domain/integrations/webhooks/address.ts'
import type { Resolve } from './guard.ts'
import { Connections } from './send.ts'

const found = (...addresses: readonly string[]) => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
const at =
  (...addresses: readonly string[]): Resolve =>
  async () =>
    found(...addresses)

async function send(url: string, allow: readonly string[], resolve: Resolve) {
  const connections = new Connections(read_allowed(allow), resolve, 2000)
  try {
    return await connections.send({ url, headers: {}, body: Buffer.from('{}') }, new AbortController().signal)
  } finally {
    connections.close()
  }
}

const nobody_asked: Resolve = () => Promise.reject(new Error('an address that is written out is not looked up'))

test.each([
  '127.0.0.1',
  '127.0.0.2',
  '2130706433',
  '0x7f000001',
  '0x7f.1',
  '0177.0.0.1',
  '127.1',
  '127.0.0.1.',
  '１２７.０.０.１',
  '0.0.0.0',
  '0',
  'localhost',
  'LOCALHOST.',
  'anything.localhost',
  '[::1]',
  '[::]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[::127.0.0.1]',
  '[64:ff9b::127.0.0.1]',
  '[2002:7f00:1::]',
])('nobody connects to this machine as %s', async (host) => {
  const receiver = await open_receiver()
  expect(await send(`http://${host}:${receiver.port}/`, [], nobody_asked)).toMatchObject({
    outcome: 'address_blocked',
    status: null,
    error: null,
  })
  expect(receiver.connections()).toBe(0)
})

test.each([
  [['127.0.0.1']],
  [['::1']],
  [['::ffff:127.0.0.1']],
  [['10.0.0.5', '192.168.1.1', 'fe80::1']],
  [['169.254.169.254']],
  [['64:ff9b::7f00:1']],
])('nobody connects to a name that is at %s', async (addresses) => {
  const receiver = await open_receiver()
  expect(await send(`http://erp.example.com:${receiver.port}/`, [], at(...addresses))).toMatchObject({ outcome: 'address_blocked' })
  expect(receiver.connections()).toBe(0)
})

test('of several addresses only those that may be reached are', async () => {
  const receiver = await open_receiver()
  const url = `http://erp.example.com:${receiver.port}/`
  expect(await send(url, ['127.0.0.1'], at('10.0.0.1', '127.0.0.1'))).toMatchObject({ outcome: 'delivered' })
  expect(await send(url, ['10.0.0.1'], at('127.0.0.1', '::1'))).toMatchObject({ outcome: 'address_blocked' })
  expect(receiver.connections()).toBe(1)
})

test('a name that changes between look-ups: what was judged is what is connected to', async () => {
  const receiver = await open_receiver()
  const answers = [found('127.0.0.1'), found('10.1.2.3')]
  let asked = 0
  // The first answer is allowed, the second is not: connecting by the first must not ask again.
  const changing: Resolve = async () => answers[asked++ % 2] ?? []
  const connections = new Connections(read_allowed(['127.0.0.1']), changing, 2000)
  const message = { url: `http://erp.example.com:${receiver.port}/`, headers: { connection: 'close' }, body: Buffer.from('{}') }
  const never = new AbortController().signal
  expect(await connections.send(message, never)).toMatchObject({ outcome: 'delivered' })
  expect(asked).toBe(1)
  expect(await connections.send(message, never)).toMatchObject({ outcome: 'address_blocked' })
  expect(asked).toBe(2)
  expect(receiver.connections()).toBe(1)
  connections.close()
})

test('a name without an address is unknown', async () => {
  expect(await send('http://nobody.example.com/', [], at())).toMatchObject({ outcome: 'name_unknown' })
})

test.each([
  ['an address', '127.0.0.1', ['127.0.0.1']],
  ['a network', '2130706433', ['127.0.0.0/8']],
  ['a name', 'localhost', ['localhost']],
  ['a name in other letters', 'LocalHost.', ['LOCALHOST']],
])('what the owner allows as %s is reached, by http too', async (_what, host, allow) => {
  const receiver = await open_receiver()
  expect(await send(`http://${host}:${receiver.port}/`, allow, at('127.0.0.1'))).toMatchObject({ outcome: 'delivered' })
})

test('a webhook whose name leads into the server’s network is never connected to; its attempts say why', async () => {
  const shop = await shop_for_this_test()
  const receivers: Receiver[] = [await open_receiver(), await open_receiver()]
  const addresses = new Map([
    ['inside.example.com', '127.0.0.1'],
    ['metadata.example.com', '169.254.169.254'],
  ])
  courier_for_this_test(shop, { allow: [], resolve: async (host) => found(addresses.get(host) ?? '10.0.0.1') })
  for (const [index, host] of [...addresses.keys()].entries()) {
    const url = `http://${host}:${receivers[index]?.port}/`
    expect(await shop.call('POST', '/v1/webhooks', { url, events: ['*'] })).toMatchObject({ status: 201 })
  }
  await shop.call('POST', '/v1/jobs', { job_number: 'J-1' })
  const blocked = async () => (await shop.call('GET', '/v1/deliveries?event=job.created')).body.data
  await soon(blocked).toMatchObject([{ last_outcome: 'address_blocked', last_status: null }, { last_outcome: 'address_blocked' }])
  expect(receivers.map((receiver) => receiver.connections())).toEqual([0, 0])
})
