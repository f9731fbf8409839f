// HTTP/1.1 by hand over kept-alive sockets: the machine's time belongs to the server, not to whoever measures it.

import { connect, type Socket } from 'node:net'

export interface Call {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly key: string
  readonly body?: unknown
  readonly idempotency_key?: string
}

export interface Reply {
  readonly status: number
  readonly body: Buffer
}

const end_of_head = Buffer.from('\r\n\r\n')

export class Connection {
  readonly #socket: Socket
  #received: Buffer = Buffer.alloc(0)
  #waiting: { readonly resolve: (reply: Reply) => void; readonly reject: (cause: Error) => void } | null = null

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.setNoDelay(true)
    socket.on('data', (chunk: Buffer) => this.#take(chunk))
    socket.on('error', (cause) => this.#waiting?.reject(cause))
    socket.on('close', () => this.#waiting?.reject(new Error('the server closed the connection')))
  }

  static open(port: number): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => resolve(new Connection(socket)))
      socket.once('error', reject)
    })
  }

  send({ method, path, key, body, idempotency_key }: Call): Promise<Reply> {
    const text = body === undefined ? '' : JSON.stringify(body)
    const about = body === undefined ? '' : `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(text)}\r\n`
    const once = idempotency_key === undefined ? '' : `idempotency-key: ${idempotency_key}\r\n`
    this.#socket.write(`${method} ${path} HTTP/1.1\r\nhost: bench\r\nauthorization: Bearer ${key}\r\n${once}${about}\r\n${text}`)
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject }
    })
  }

  close(): void {
    this.#waiting = null
    this.#socket.destroy()
  }

  #take(chunk: Buffer): void {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk])
    const head_length = this.#received.indexOf(end_of_head)
    if (head_length < 0) return
    const head = this.#received.toString('latin1', 0, head_length)
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0)
    const begin = head_length + end_of_head.length
    if (this.#received.length < begin + length) return
    const body = this.#received.subarray(begin, begin + length)
    this.#received = Buffer.alloc(0)
    this.#waiting?.resolve({ status: Number(head.slice(9, 12)), body })
  }
}

export interface Driven {
  readonly requests: number
  readonly per_s: number
  readonly p50_ms: number
  readonly p99_ms: number
}

export const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN

/** Sends what `next` gives, until it gives nothing or the time is over. Anything but a success ends the whole: a refusal is quick. */
export async function drive(port: number, connections: number, most_ms: number, next: () => Call | undefined): Promise<Driven> {
  const open = await Promise.all(Array.from({ length: connections }, () => Connection.open(port)))
  const took: number[] = []
  const begun = performance.now()
  await Promise.all(
    open.map(async (connection) => {
      while (performance.now() - begun < most_ms) {
        const call = next()
        if (!call) return
        const sent = performance.now()
        const { status, body } = await connection.send(call)
        took.push(performance.now() - sent)
        if (status >= 300) throw new Error(`${call.method} ${call.path} answered ${status}: ${body.toString().slice(0, 500)}`)
      }
    }),
  )
  const seconds = (performance.now() - begun) / 1000
  for (const connection of open) connection.close()
  took.sort((a, b) => a - b)
  return { requests: took.length, per_s: took.length / seconds, p50_ms: percentile(took, 0.5), p99_ms: percentile(took, 0.99) }
}
