import { connect } from 'node:net'

const hang_ms = 10_000
/** An answer on a connection that stays open has ended when nothing more comes. */
const quiet_ms = 250
const most_kept = 20_000

/** A request as bytes, however broken. */
export interface Wire {
  readonly method: string
  readonly target: string
  readonly headers: readonly (readonly [string, string])[]
  readonly body: Buffer | null
  /** Stops short of what was announced, and hangs up. */
  readonly is_cut_short?: boolean
}

export interface Heard {
  /** 0: the connection was closed without a word. */
  readonly status: number
  readonly text: string
  readonly took_ms: number
  readonly hung: boolean
}

export const bytes_of = ({ method, target, headers, body }: Wire): Buffer =>
  Buffer.concat([
    // As UTF-8: what HTTP does not allow there is sent all the same.
    Buffer.from(`${method} ${target} HTTP/1.1\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`),
    body ?? Buffer.alloc(0),
  ])

/** One request on a connection of its own, read until the server closes it. */
export function send(port: number, wire: Wire): Promise<Heard> {
  const begun = Date.now()
  const { promise, resolve } = Promise.withResolvers<Heard>()
  const socket = connect({ port, host: '127.0.0.1' })
  const chunks: Buffer[] = []
  let length = 0
  const end = (hung: boolean): void => {
    clearTimeout(late)
    clearTimeout(quiet)
    socket.destroy()
    const text = Buffer.concat(chunks).toString()
    resolve({ status: status_in(text), text, took_ms: Date.now() - begun, hung })
  }
  const late = setTimeout(() => end(true), hang_ms)
  let quiet: NodeJS.Timeout | undefined
  socket.on('data', (chunk: Buffer) => {
    if (length < most_kept) chunks.push(chunk)
    length += chunk.length
    clearTimeout(quiet)
    quiet = setTimeout(() => end(status_in(Buffer.concat(chunks).toString()) === 0), quiet_ms)
  })
  // Whoever is told off in the midst of a large body finds the connection reset.
  socket.on('error', () => end(false))
  socket.on('close', () => end(false))
  socket.write(bytes_of(wire))
  if (wire.is_cut_short) socket.end()
  return promise
}

/** Of the answer itself, not of `100 Continue` before it. */
function status_in(text: string): number {
  const all = [...text.matchAll(/^HTTP\/1\.[01] (\d{3})/gm)].map(([, status]) => Number(status))
  return all.find((status) => status >= 200) ?? 0
}
