import { createServer, type Socket } from 'node:net'
import { createServer as create_tls_server } from 'node:tls'
import { expect, onTestFinished, test } from 'vitest'
import { open_receiver, with_status } from '../../../test/receiver.ts'
import { read_allowed } from '../../domain/integrations/webhooks/address.ts'
import { resolver } from './guard.ts'
import { type Attempted, Connections } from './send.ts'

const allowed = read_allowed(['127.0.0.1', 'localhost'])

async function send(url: string, limit_ms = 5000): Promise<Attempted | null> {
  const connections = new Connections(allowed, resolver(allowed), limit_ms)
  try {
    return await connections.send({ url, headers: {}, body: Buffer.from('{}') }, new AbortController().signal)
  } finally {
    connections.close()
  }
}

/** A server that speaks as it likes, until the test ends. */
async function open_socket(speak: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    speak(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const address = server.address()
  return `127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
}

const head = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n'

test.each([
  [200, 'delivered'],
  [204, 'delivered'],
  [299, 'delivered'],
  [304, 'redirect'],
  [400, 'refused_by_receiver'],
  [404, 'refused_by_receiver'],
  [410, 'refused_by_receiver'],
  [500, 'refused_by_receiver'],
] as const)('an answer of %i is %s', async (status, outcome) => {
  const { url } = await open_receiver(with_status(status))
  expect(await send(url)).toMatchObject({ outcome, status, error: null })
})

test('a redirect is not followed', async () => {
  const goal = await open_receiver()
  const { url } = await open_receiver(with_status(302, { location: goal.url }))
  expect(await send(url)).toMatchObject({ outcome: 'redirect', status: 302 })
  expect(goal.connections()).toBe(0)
})

test('no answer, half an answer and one that never ends are timed out', async () => {
  const silent = await open_socket(() => {})
  const half = await open_socket((socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Le'))
  const trickling = await open_socket((socket) => {
    socket.write(`${head}Content-Length: 1000000\r\n\r\n`)
    const more = setInterval(() => socket.write('x'), 5)
    socket.on('close', () => clearInterval(more))
  })
  for (const [place, status] of [
    [silent, null],
    [half, null],
    [trickling, 200],
  ] as const) {
    expect(await send(`http://${place}/`, 200)).toMatchObject({ outcome: 'timed_out', status, answer: null })
  }
})

test('of an endless answer 64 KiB are read, and its beginning is kept', async () => {
  let sent = 0
  let ended: () => void
  const closed = new Promise<void>((resolve) => {
    ended = resolve
  })
  const place = await open_socket((socket) => {
    socket.write(`${head}\r\n`)
    const pour = (): void => {
      while (!socket.destroyed && socket.write('\0é'.repeat(5000))) sent += 15_000
    }
    socket.on('drain', pour)
    socket.on('close', () => ended())
    pour()
  })
  const answer = await send(`http://${place}/`)
  expect(answer).toMatchObject({ outcome: 'delivered', status: 200 })
  expect(answer?.answer?.length).toBeLessThanOrEqual(1024)
  expect(answer?.answer).not.toContain('\0')
  await closed
  // What lay in the buffers of the system, and no more.
  expect(sent).toBeLessThan(16 * 1024 * 1024)
})

test('a connection that is refused, reset or broken off has failed', async () => {
  const resetting = await open_socket((socket) => socket.on('data', () => socket.resetAndDestroy()))
  const closing = await open_socket((socket) => socket.on('data', () => socket.end()))
  const broken = await open_socket((socket) => socket.on('data', () => socket.end(`${head}Content-Length: 100\r\n\r\nhalf`)))
  expect(await send('http://127.0.0.1:1/')).toMatchObject({ outcome: 'connection_failed', status: null, error: 'ECONNREFUSED' })
  expect(await send(`http://${resetting}/`)).toMatchObject({ outcome: 'connection_failed', status: null })
  expect(await send(`http://${closing}/`)).toMatchObject({ outcome: 'connection_failed', status: null })
  expect(await send(`http://${broken}/`)).toMatchObject({ outcome: 'connection_failed', status: 200 })
})

test('what is no HTTP, or too much of it, is unreadable', async () => {
  const greeting = await open_socket((socket) => socket.write('SSH-2.0-OpenSSH_9.0\r\n'))
  const headers = await open_socket((socket) => socket.write(`${head}${'X-More: and more\r\n'.repeat(5000)}\r\n`))
  expect(await send(`http://${greeting}/`)).toMatchObject({ outcome: 'answer_unreadable' })
  expect(await send(`http://${headers}/`)).toMatchObject({ outcome: 'answer_unreadable' })
})

test('endless first words, and a change of protocol, are no answer', async () => {
  const hinting = await open_socket((socket) => {
    const more = setInterval(() => socket.write('HTTP/1.1 103 Early Hints\r\n\r\n'), 2)
    socket.on('close', () => clearInterval(more))
  })
  const switching = await open_socket((socket) =>
    socket.on('data', () => socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n')),
  )
  expect(await send(`http://${hinting}/`, 200)).toMatchObject({ outcome: 'timed_out' })
  expect((await send(`http://${switching}/`, 1000))?.outcome).not.toBe('delivered')
})

test('TLS that is none, or that nobody vouches for, has failed', async () => {
  const plain = await open_receiver()
  expect(await send(`https://127.0.0.1:${plain.port}/`)).toMatchObject({ outcome: 'tls_failed' })
  const without_certificate = create_tls_server({}, () => {})
  await new Promise<void>((resolve) => without_certificate.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    without_certificate.close()
  })
  const address = without_certificate.address()
  const port = typeof address === 'object' && address ? address.port : 0
  expect(await send(`https://localhost:${port}/`)).toMatchObject({ outcome: 'tls_failed' })
})

test('a connection is used again; where it was closed meanwhile, that is no failure', async () => {
  const receiver = await open_receiver()
  const connections = new Connections(allowed, resolver(allowed), 5000)
  onTestFinished(() => connections.close())
  const message = { url: receiver.url, headers: {}, body: Buffer.from('{}') }
  const never = new AbortController().signal
  for (let at = 0; at < 5; at++) expect(await connections.send(message, never)).toMatchObject({ outcome: 'delivered' })
  expect(receiver.connections()).toBe(1)
  // The sixth request finds the door just shut.
  receiver.answer((response) => response.destroy())
  const last = connections.send(message, never)
  await receiver.arrived(6)
  receiver.answer(with_status(200))
  expect(await last).toMatchObject({ outcome: 'delivered' })
})
