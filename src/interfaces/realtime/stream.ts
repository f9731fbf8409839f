import type { FastifyInstance, FastifyReply } from 'fastify'
import { verbs } from '../../domain/verbs.gen.ts'
import type { Caller } from '../../engine/caller.ts'
import { listen } from '../../engine/news.ts'
import type { Engine } from '../../engine/run.ts'
import { GembaError } from '../../kernel/errors.ts'
import type { Output } from '../../kernel/verb.ts'
import { caller_of, count_request } from '../http/caller.ts'
import type { RateLimit } from '../http/rate-limit.ts'

const beat_ms = 15_000
/** Events show when no older transaction runs any more: whoever has heard of news looks a few times. */
const looks_ms = [0, 60, 200, 600, 1500] as const
const most_a_message = 200

type Page = Output<(typeof verbs)['events.list']>
interface Query {
  readonly name?: string
  readonly subject_id?: string
  readonly cursor?: string
}

/**
 * `GET /v1/stream`: the event log as server-sent events. Each message is a page of it, and its id the cursor behind it: a browser that comes
 * back with `Last-Event-ID` misses nothing and sees nothing twice. Without one it begins now.
 */
export function serve_stream(server: FastifyInstance, engine: Engine, limit: RateLimit): void {
  const readers = new Readers(engine)
  server.addHook('preClose', () => readers.stop())
  server.get<{ Querystring: Query }>('/v1/stream', { config: { interface: 'stream', verb: 'events.list' } }, async (request, reply) => {
    const caller = caller_of(request)
    await count_request(engine, limit, caller, reply)
    const { name, subject_id, cursor } = request.query
    const asked = { limit: most_a_message, ...(name !== undefined && { name }), ...(subject_id !== undefined && { subject_id }) }
    const last_seen = request.headers['last-event-id'] ?? cursor
    const from = typeof last_seen === 'string' && last_seen !== '' ? { cursor: last_seen } : { from: 'now' }
    // What is wrong with the request is said before the stream begins.
    const page = (await engine.run(verbs['events.list'], caller, { ...asked, ...from })).output
    reply.hijack()
    reply.raw.writeHead(200, {
      ...Object.fromEntries(Object.entries(reply.getHeaders()).map(([header, value]) => [header, String(value)])),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    })
    readers.add(new Reader(engine, caller, asked, reply), page)
  })
}

/** All who read in this process, and the one bell they hear. */
class Readers {
  readonly #engine: Engine
  readonly #open = new Set<Reader>()
  #bell: { stop(): Promise<void> } | undefined
  #beat: NodeJS.Timeout | undefined

  constructor(engine: Engine) {
    this.#engine = engine
  }

  add(reader: Reader, first: Page): void {
    this.#open.add(reader)
    this.#bell ??= listen(this.#engine.pool, () => {
      for (const one of this.#open) one.look()
    })
    this.#beat ??= setInterval(() => {
      for (const one of this.#open) one.beat()
    }, beat_ms).unref()
    reader.begin(first, () => this.#open.delete(reader))
  }

  async stop(): Promise<void> {
    clearInterval(this.#beat)
    for (const reader of this.#open) reader.end()
    await this.#bell?.stop()
  }
}

class Reader {
  readonly #engine: Engine
  readonly #caller: Caller
  readonly #asked: Readonly<Record<string, unknown>>
  readonly #reply: FastifyReply
  #cursor = ''
  #looking = false
  #again = false
  #ended = false

  constructor(engine: Engine, caller: Caller, asked: Readonly<Record<string, unknown>>, reply: FastifyReply) {
    this.#engine = engine
    this.#caller = { ...caller, idempotency_key: undefined, expected_revision: undefined }
    this.#asked = asked
    this.#reply = reply
  }

  begin(first: Page, on_end: () => void): void {
    this.#reply.raw.once('close', () => {
      this.#ended = true
      on_end()
    })
    this.#reply.raw.write('retry: 1000\n\n')
    this.#tell(first)
    this.look()
  }

  beat(): void {
    this.#reply.raw.write(': here\n\n')
    this.look()
  }

  end(): void {
    this.#ended = true
    this.#reply.raw.end()
  }

  look(): void {
    this.#again = true
    if (this.#looking || this.#ended) return
    this.#looking = true
    this.#look_around()
      .catch((error: unknown) => this.#give_up(error))
      .finally(() => {
        this.#looking = false
      })
  }

  async #look_around(): Promise<void> {
    while (this.#again && !this.#ended) {
      this.#again = false
      for (const wait_ms of looks_ms) {
        if (wait_ms > 0) await new Promise((resolve) => setTimeout(resolve, wait_ms).unref())
        if (this.#ended) return
        await this.#read()
      }
    }
  }

  async #read(): Promise<void> {
    for (let page = await this.#page(); ; page = await this.#page()) {
      const went_out = this.#tell(page)
      if (!went_out && !this.#ended) await new Promise((resolve) => this.#reply.raw.once('drain', resolve).once('close', resolve))
      if (page.data.length < most_a_message || this.#ended) return
    }
  }

  async #page(): Promise<Page> {
    return (await this.#engine.run(verbs['events.list'], this.#caller, { ...this.#asked, cursor: this.#cursor })).output
  }

  /** The place in the log is told with what lies before it; one that tells nothing new is not worth a message. */
  #tell({ data, next_cursor }: Page): boolean {
    const is_first = this.#cursor === ''
    this.#cursor = next_cursor
    if (this.#ended || (data.length === 0 && !is_first)) return true
    return this.#reply.raw.write(`id: ${next_cursor}\nevent: events\ndata: ${JSON.stringify(data)}\n\n`)
  }

  /** Signed out, or the database is away: the client comes back with the last id, and hears then what is the matter. */
  #give_up(error: unknown): void {
    if (!(error instanceof GembaError)) this.#reply.request.log.error(error)
    this.end()
  }
}
