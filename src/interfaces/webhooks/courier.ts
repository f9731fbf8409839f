import { type Claimed, claim, give_back, lease_ms } from '../../domain/integrations/deliveries/claim.ts'
import { type Due, tenants_to_tell, webhooks_due } from '../../domain/integrations/deliveries/due.ts'
import { deliveries_from_log } from '../../domain/integrations/deliveries/from-log.ts'
import { settle, type Tried } from '../../domain/integrations/deliveries/settle.ts'
import { read_allowed } from '../../domain/integrations/webhooks/address.ts'
import type { Engine } from '../../engine/run.ts'
import { moment } from '../../kernel/time.ts'
import { webhook_formats } from './formats.ts'
import { type Resolve, resolver } from './guard.ts'
import { Loop } from './loop.ts'
import { Connections } from './send.ts'
import { type Limits, type Place, Slots, usual_limits } from './slots.ts'

export interface CourierOptions {
  /** Hosts and networks that may be reached although they are private. */
  readonly allow: readonly string[]
  readonly on_failure: (error: unknown) => void
  /** Calls back when there may be something new; answers how to end that. */
  readonly listen?: (on_news: () => void) => { stop(): Promise<void> }
  readonly resolve?: Resolve
  readonly limits?: Limits
  readonly poll_ms?: number
  readonly attempt_ms?: number
  /** How long attempts under way may go on when it ends. */
  readonly grace_ms?: number
}

const poll_ms = 1000
const attempt_ms = 15_000
const grace_ms = 3000
const events_a_time = 500
const slow_ms = 2000
/** An older transaction is still running: look again soon, less and less so. */
const soonest_ms = 20
const latest_ms = 320

const nowhere = ''
const name = 'webhooks'

/** Reads the log, writes deliveries, sends them, keeps what came of it. Any number of processes may do so beside each other. */
export class Courier {
  readonly #engine: Engine
  readonly #options: CourierOptions
  readonly #connections: Connections
  readonly #slots: Slots
  readonly #stop = new AbortController()
  readonly #telling: Loop
  readonly #sending: Loop
  readonly #settling: Loop
  readonly #under_way = new Set<Promise<void>>()
  readonly #slow = new Set<string>()
  #tried = new Map<string, Tried[]>()
  #wait_ms = soonest_ms
  #again: NodeJS.Timeout | undefined
  #poll: NodeJS.Timeout | undefined
  #news: { stop(): Promise<void> } | undefined

  constructor(engine: Engine, options: CourierOptions) {
    this.#engine = engine
    this.#options = options
    const allowed = read_allowed(options.allow)
    this.#connections = new Connections(allowed, options.resolve ?? resolver(allowed), options.attempt_ms ?? attempt_ms)
    this.#slots = new Slots(options.limits ?? usual_limits)
    this.#telling = new Loop(() => this.#tell(), options.on_failure)
    this.#sending = new Loop(() => this.#send_due(), options.on_failure)
    this.#settling = new Loop(() => this.#settle(), options.on_failure)
  }

  start(): void {
    this.#poll = setInterval(() => this.poke(), this.#options.poll_ms ?? poll_ms)
    this.#news = this.#options.listen?.(() => this.poke())
    this.poke()
  }

  poke(): void {
    this.#telling.poke()
    this.#sending.poke()
  }

  /** What is under way may end, for a moment; the rest is given back, and sent by whoever comes next. */
  async stop(): Promise<void> {
    clearInterval(this.#poll)
    clearTimeout(this.#again)
    await this.#news?.stop()
    await Promise.all([this.#telling.stop(), this.#sending.stop()])
    const grace = setTimeout(() => this.#stop.abort(), this.#options.grace_ms ?? grace_ms)
    while (this.#under_way.size > 0) await Promise.all(this.#under_way)
    clearTimeout(grace)
    await this.#settling.stop()
    await this.#settle().catch(this.#options.on_failure)
    this.#connections.close()
  }

  async #tell(): Promise<void> {
    const tenants = await this.#engine.as_system(name, nowhere, tenants_to_tell)
    for (const { tenant_id } of tenants.filter(({ is_ready }) => is_ready)) {
      const has_more = await this.#engine.as_system(name, tenant_id, (context) =>
        deliveries_from_log(context, webhook_formats, events_a_time),
      )
      this.#sending.poke()
      if (has_more) this.#telling.poke()
    }
    clearTimeout(this.#again)
    if (tenants.every(({ is_ready }) => is_ready)) {
      this.#wait_ms = soonest_ms
      return
    }
    this.#again = setTimeout(() => this.#telling.poke(), this.#wait_ms)
    this.#wait_ms = Math.min(latest_ms, this.#wait_ms * 2)
  }

  async #send_due(): Promise<void> {
    const due = await this.#engine.as_system(name, nowhere, webhooks_due)
    // Those that fail or are slow take what the others leave.
    const places = due.map((one) => this.#place_of(one)).sort((a, b) => Number(a.is_troubled) - Number(b.is_troubled))
    const held = places.map((place) => ({ ...place, held: this.#hold(place) })).filter((place) => place.held.length > 0)
    for (const [tenant_id, some] of Map.groupBy(held, (place) => place.tenant_id)) await this.#send_of(tenant_id, some)
  }

  /** Room for so many attempts as may be made there now. */
  #hold(place: Place): (() => void)[] {
    return Array.from({ length: this.#slots.room(place) }, () => this.#slots.take(place))
  }

  async #send_of(tenant_id: string, places: readonly { readonly webhook_id: string; readonly held: (() => void)[] }[]): Promise<void> {
    try {
      const wanted = places.map(({ webhook_id, held }) => ({ webhook_id, most: held.length }))
      const claimed = await this.#engine.as_system(name, tenant_id, (context) => claim(context, wanted))
      for (const one of claimed) {
        const free = places.find(({ webhook_id }) => webhook_id === one.webhook_id)?.held.pop()
        if (free) this.#track(this.#deliver(tenant_id, one, free))
      }
    } finally {
      for (const free of places.flatMap(({ held }) => held)) free()
    }
  }

  #place_of({ tenant_id, webhook_id, is_failing }: Due): Place {
    return { tenant_id, webhook_id, is_troubled: is_failing || this.#slow.has(webhook_id) }
  }

  async #deliver(tenant_id: string, claimed: Claimed, free: () => void): Promise<void> {
    const { id, webhook_id, attempts, url } = claimed
    const started_at = moment(this.#engine.now())
    const started = performance.now()
    const attempted = await this.#connections.send({ url, ...worded(claimed) }, this.#stop.signal)
    const duration_ms = Math.round(performance.now() - started)
    free()
    if (duration_ms > slow_ms) this.#slow.add(webhook_id)
    else this.#slow.delete(webhook_id)
    if (attempted === null) {
      await this.#engine.as_system(name, tenant_id, async (context) => give_back(context, [claimed])).catch(this.#options.on_failure)
      return
    }
    const tried = { id, webhook_id, attempts, started_at, duration_ms, ...attempted }
    const others = this.#tried.get(tenant_id)
    if (others) others.push(tried)
    else this.#tried.set(tenant_id, [tried])
    this.#settling.poke()
  }

  /** All that has come back meanwhile, in one transaction a company. What cannot be kept now is kept later, while it still counts. */
  async #settle(): Promise<void> {
    const tried = this.#tried
    this.#tried = new Map()
    const failures: unknown[] = []
    for (const [tenant_id, some] of tried) {
      try {
        await this.#engine.as_system(name, tenant_id, (context) => settle(context, some))
      } catch (error) {
        failures.push(error)
        const oldest = moment(this.#engine.now() - lease_ms)
        const left = some.filter(({ started_at }) => started_at > oldest)
        if (left.length > 0) this.#tried.set(tenant_id, [...left, ...(this.#tried.get(tenant_id) ?? [])])
      }
    }
    this.#sending.poke()
    if (failures.length > 0) throw failures[0]
  }

  #track(work: Promise<void>): void {
    const tracked = work.catch(this.#options.on_failure).finally(() => this.#under_way.delete(tracked))
    this.#under_way.add(tracked)
  }
}

function worded({ id, event_id, event, body, secrets, format }: Claimed) {
  const bytes = Buffer.from(body)
  const signed = { delivery_id: id, event_id, event, body: bytes, secrets, at_s: Math.floor(Date.now() / 1000) }
  return {
    body: bytes,
    headers: { 'content-type': 'application/json', 'user-agent': 'Gemba', ...webhook_formats[format].headers(signed) },
  }
}
