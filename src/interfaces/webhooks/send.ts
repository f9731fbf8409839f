import http from 'node:http'
import https from 'node:https'
import type { Outcome } from '../../domain/integrations/deliveries/delivery.ts'
import { type Allowed, judge_host } from '../../domain/integrations/webhooks/address.ts'
import { type Answered, Broken, exchange, type Message, Stopped, TimedOut } from './exchange.ts'
import { AddressBlocked, guarded_lookup, NameUnknown, type Resolve } from './guard.ts'

/** What came of one attempt. */
export interface Attempted {
  readonly outcome: Outcome
  readonly status: number | null
  readonly answer: string | null
  readonly error: string | null
  readonly retry_after_s: number | null
}

interface Agents {
  readonly 'http:': http.Agent
  readonly 'https:': https.Agent
}

/** The connections to receivers. They are kept open for a moment; each was judged when it was made. */
export class Connections {
  readonly #allowed: Allowed
  readonly #limit_ms: number
  readonly #kept: Agents
  readonly #fresh: Agents

  constructor(allowed: Allowed, resolve: Resolve, limit_ms: number) {
    this.#allowed = allowed
    this.#limit_ms = limit_ms
    const lookup = guarded_lookup(allowed, resolve)
    const keeping = { lookup, keepAlive: true, maxFreeSockets: 64, timeout: 5000, scheduling: 'lifo' } as const
    this.#kept = { 'http:': new http.Agent(keeping), 'https:': new https.Agent(keeping) }
    this.#fresh = { 'http:': new http.Agent({ lookup }), 'https:': new https.Agent({ lookup }) }
  }

  close(): void {
    for (const agents of [this.#kept, this.#fresh]) for (const agent of Object.values(agents)) agent.destroy()
  }

  /** One attempt. Null where `stop` ended it. */
  async send(message: Message, stop: AbortSignal): Promise<Attempted | null> {
    const until = performance.now() + this.#limit_ms
    try {
      return attempted(await this.#exchange(message, until, stop))
    } catch (error) {
      return error instanceof Broken && error.cause instanceof Stopped ? null : failed(error)
    }
  }

  async #exchange(message: Message, until: number, stop: AbortSignal): Promise<Answered> {
    const { protocol, hostname } = new URL(message.url)
    const scheme = protocol === 'https:' ? 'https:' : 'http:'
    // Addresses that are written out are looked up by nobody, so this is where they are judged.
    if (judge_host(hostname, this.#allowed) === 'blocked') throw new AddressBlocked(hostname)
    try {
      return await exchange(message, this.#kept[scheme], until - performance.now(), stop)
    } catch (error) {
      // A connection that was kept may have been closed at the other end just then: that is nobody's failure.
      if (!(error instanceof Broken && error.was_stale)) throw error
      return exchange(message, this.#fresh[scheme], until - performance.now(), stop)
    }
  }
}

function attempted({ status, retry_after, text }: Answered): Attempted {
  const outcome = status < 300 ? 'delivered' : status < 400 ? 'redirect' : 'refused_by_receiver'
  const asks = status === 429 || status === 503
  return { outcome, status, answer: text, error: null, retry_after_s: asks ? seconds_of(retry_after) : null }
}

/** Seconds, or a date. */
function seconds_of(retry_after: string | undefined): number | null {
  if (retry_after === undefined) return null
  if (/^\s*\d{1,9}\s*$/.test(retry_after)) return Number(retry_after)
  const seconds = Math.ceil((Date.parse(retry_after) - Date.now()) / 1000)
  return seconds > 0 ? seconds : null
}

function failed(error: unknown): Attempted {
  const cause = error instanceof Broken ? error.cause : error
  const status = error instanceof Broken ? error.status : null
  const outcome = outcome_of(cause)
  // What addresses a name has within the server's network is nobody's business.
  const told = outcome === 'address_blocked' ? null : code_of(cause)
  return { outcome, status, answer: null, error: told, retry_after_s: null }
}

const tls = /^(ERR_TLS|ERR_SSL|ERR_OSSL|CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|INVALID_|HOSTNAME_|EPROTO)/

function outcome_of(cause: unknown): Outcome {
  if (cause instanceof AddressBlocked) return 'address_blocked'
  if (cause instanceof NameUnknown) return 'name_unknown'
  if (cause instanceof TimedOut) return 'timed_out'
  const code = code_of(cause) ?? ''
  return code.startsWith('HPE_') ? 'answer_unreadable' : tls.test(code) ? 'tls_failed' : 'connection_failed'
}

const code_of = (cause: unknown): string | null =>
  cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : null
