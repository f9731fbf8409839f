import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import { expect, onTestFinished } from 'vitest'
import { Courier, type CourierOptions } from '../src/interfaces/webhooks/courier.ts'
import type { Shop } from './shop.ts'

export interface Received {
  readonly headers: IncomingHttpHeaders
  readonly text: string
  // What a test reads out of it is what it asserts on.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  readonly body: any
}

export type Answering = (response: ServerResponse, received: Received, request: IncomingMessage) => void

export interface Receiver {
  readonly url: string
  readonly port: number
  readonly received: Received[]
  /** How many connections were ever made to it. */
  readonly connections: () => number
  /** From now on it answers so. */
  answer(how: Answering): void
  /** All it has received, once there are so many. */
  arrived(count: number): Promise<readonly Received[]>
}

export const with_status =
  (status: number, headers: Record<string, string> = {}): Answering =>
  (response) =>
    response.writeHead(status, headers).end(`said ${status}`)

/** A real HTTP server on this machine, until the test ends. */
export async function open_receiver(first: Answering = with_status(200)): Promise<Receiver> {
  const received: Received[] = []
  const waiting: { readonly count: number; readonly resolve: () => void }[] = []
  let answering = first
  let connections = 0
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString()
      const one = { headers: request.headers, text, body: JSON.parse(text) }
      received.push(one)
      answering(response, one, request)
      for (const { count, resolve } of waiting) if (received.length >= count) resolve()
    })
    request.on('error', () => {})
  })
  server.on('connection', (socket) => {
    connections += 1
    socket.on('error', () => {})
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}/hook`,
    port,
    received,
    connections: () => connections,
    answer: (how) => {
      answering = how
    },
    arrived: (count) =>
      new Promise((resolve) => {
        const done = () => resolve(received)
        if (received.length >= count) done()
        else waiting.push({ count, resolve: done })
      }),
  }
}

/** What becomes so by itself, however busy the machine is. */
export const soon = <T>(what: () => T | Promise<T>) => expect.poll(what, { timeout: 40_000, interval: 20 })

export const local = ['127.0.0.1', '::1', 'localhost']

/** Somebody who takes events to webhooks, until the test ends. What fails inside fails the test. */
export function courier_for_this_test(shop: Shop, options: Partial<CourierOptions> = {}): Courier {
  const failures: unknown[] = []
  const courier = new Courier(shop.engine, {
    allow: local,
    poll_ms: 20,
    grace_ms: 100,
    on_failure: (error) => failures.push(error),
    ...options,
  })
  courier.start()
  onTestFinished(async () => {
    await courier.stop()
    if (failures.length > 0) throw failures[0]
  })
  return courier
}
