import http from 'node:http'
import https from 'node:https'

export interface Message {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

export interface Answered {
  readonly status: number
  readonly retry_after: string | undefined
  /** The beginning of what was said. */
  readonly text: string
}

/** More of an answer is not read, and less of it is kept. */
const most_read = 64 * 1024
const most_kept = 1024

export class TimedOut extends Error {}
export class Stopped extends Error {}

/** No whole answer. `status` is what had been answered till then, `was_stale` that the connection had been used and nothing came. */
export class Broken extends Error {
  readonly status: number | null
  readonly was_stale: boolean
  constructor(cause: unknown, status: number | null, was_stale: boolean) {
    super('no whole answer', { cause })
    this.status = status
    this.was_stale = was_stale
  }
}

/** Posts a message and reads the answer; over when the time is up or `stop` is called, whatever the receiver does. */
export function exchange({ url, headers, body }: Message, agent: http.Agent, limit_ms: number, stop: AbortSignal): Promise<Answered> {
  const { promise, resolve, reject } = Promise.withResolvers<Answered>()
  const address = new URL(url)
  const { request: open } = address.protocol === 'https:' ? https : http
  const request = open(address, { method: 'POST', agent, headers: { ...headers, 'content-length': body.length } })
  let status: number | null = null
  let ended: Error | undefined
  const broken = (cause: unknown): void => reject(new Broken(ended ?? cause, status, request.reusedSocket && status === null && !ended))
  const end = (why: Error): void => {
    ended ??= why
    request.destroy(why)
  }
  const timer = setTimeout(() => end(new TimedOut()), Math.max(0, limit_ms))
  const on_stop = (): void => end(new Stopped())
  stop.addEventListener('abort', on_stop)
  request.on('response', (response) => {
    status = response.statusCode ?? 0
    const answered = { status, retry_after: response.headers['retry-after'] }
    read_beginning(response).then((text) => resolve({ ...answered, text }), broken)
  })
  request.on('error', broken)
  request.on('close', () => {
    clearTimeout(timer)
    stop.removeEventListener('abort', on_stop)
    if (status === null) broken(new Error('closed without an answer'))
  })
  request.end(body)
  if (stop.aborted) on_stop()
  return promise
}

function read_beginning(response: http.IncomingMessage): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const chunks: Buffer[] = []
  let kept = 0
  let read = 0
  // PostgreSQL stores no NUL.
  const text = (): string => Buffer.concat(chunks).toString('utf8', 0, most_kept).replaceAll('\0', '\uFFFD')
  response.on('data', (chunk: Buffer) => {
    read += chunk.length
    if (kept < most_kept) {
      chunks.push(chunk)
      kept += chunk.length
    }
    if (read < most_read) return
    resolve(text())
    response.destroy()
  })
  response.on('end', () => resolve(text()))
  response.on('error', reject)
  response.on('close', () => reject(new Error('the answer broke off')))
  return promise
}
