import { type Claimed, claim, give_back, lease_ms } from '../../domain/integrations/deliveries/claim.ts'
import { type Due, tenants_to_tell, webhooks_due } from '../../domain/integrations/deliveries/due.ts'
import { deliveries_from_log } from '../../domain/integrations/deliveries/from-log.ts'
import { settle, type Tried } from '../../domain/integrations/deliveries/settle.ts'
import { read_allowed } from '../../domain/integrations/webhooks/address.ts'
import type { Engine } from '../../engine/run.ts'
import { moment } from '../../kernel/time.ts'
import { webhook_formats } from './formats.ts'
import { type Resolve, resolver } from './guard.ts'
import { Loop, some_at_a_time } from './loop.ts'
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
const slow_ms = 2000
/** How many are claimed at once for each slot, where all goes well. */
const claims_a_slot = 8
/** No further one is begun after this: together with one attempt it is less than a claim holds. */
const run_ms = 5000
/** An older transaction is still running: look again soon, less and less so. */
const soonest_ms = 20
const latest_ms = 320

interface Holding extends Place {
  /** How to give back each of them. */
  readonly slots: (() => void)[]
}

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
    const ready = tenants.filter(({ is_ready }) => is_ready)
    await some_at_a_time(ready, ({ tenant_id }) => this.#tell_of(tenant_id))
    clearTimeout(this.#again)
    if (tenants.every(({ is_ready }) => is_ready)) {
      this.#wait_ms = soonest_ms
      return
    }
    this.#again = setTimeout(() => this.#telling.poke(), this.#wait_ms)
    this.#wait_ms = Math.min(latest_ms, this.#wait_ms * 2)
  }

  async #tell_of(tenant_id: string): Promise<void> {
    const has_more = await this.#engine.as_system(name, tenant_id, (context) => deliveries_from_log(context, webhook_formats))
    this.#sending.poke()
    if (has_more) this.#telling.poke()
  }

  async #send_due(): Promise<void> {
    const due = await this.#engine.as_system(name, nowhere, webhooks_due)
    // Those that fail or are slow take what the others leave.
    const places = due.map((one) => this.#place_of(one)).sort((a, b) => Number(a.is_troubled) - Number(b.is_troubled))
    const held = places.map((place) => ({ ...place, slots: this.#hold(place) })).filter(({ slots }) => slots.length > 0)
    const by_tenant = Map.groupBy(held, (place) => place.tenant_id)
    await some_at_a_time([...by_tenant], ([tenant_id, places]) => this.#send_of(tenant_id, places))
  }

  /** Room for so many attempts as may be made there now. */
  #hold(place: Place): (() => void)[] {
    return Array.from({ length: this.#slots.room(place) }, () => this.#slots.take(place))
  }

  async #send_of(tenant_id: string, places: readonly Holding[]): Promise<void> {
    try {
      const wanted = places.map(({ webhook_id, is_troubled, slots }) => ({
        webhook_id,
        most: slots.length * (is_troubled ? 1 : claims_a_slot),
      }))
      const claimed = await this.#engine.as_system(name, tenant_id, (context) => claim(context, wanted))
      for (const [webhook_id, waiting] of Map.groupBy(claimed, (one) => one.webhook_id)) {
        const slots = places.find((place) => place.webhook_id === webhook_id)?.slots.splice(0, waiting.length) ?? []
        this.#track(this.#work_off(tenant_id, waiting, slots))
      }
    } finally {
      for (const free of places.flatMap(({ slots }) => slots)) free()
    }
  }

  /** Works off a webhook's claimed deliveries in so many slots; what is left when one fails or time is up goes back. */
  async #work_off(tenant_id: string, waiting: Claimed[], slots: readonly (() => void)[]): Promise<void> {
    const until = performance.now() + run_ms
    const in_slot = async (free: () => void): Promise<void> => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const arrived = await this.#deliver(tenant_id, next, until)
        if (!arrived || performance.now() > until) break
      }
      free()
    }
    await Promise.all(slots.map(in_slot))
    if (waiting.length > 0) await this.#engine.as_system(name, tenant_id, async (context) => give_back(context, waiting))
    this.#sending.poke()
  }

  #place_of({ tenant_id, webhook_id, is_failing }: Due): Place {
    return { tenant_id, webhook_id, is_troubled: is_failing || this.#slow.has(webhook_id) }
  }

  /** A delivery, and then what stands behind it, as long as each arrives and time is left. */
  async #deliver(tenant_id: string, claimed: Claimed, until: number): Promise<boolean> {
    const { webhook_id, behind } = claimed
    const tried: Tried[] = []
    for (const one of [claimed, ...behind]) {
      const attempt = await this.#attempt(claimed, one)
      if (attempt) tried.push({ id: one.id, webhook_id, attempts: one.attempts, ...attempt })
      if (attempt?.outcome !== 'delivered' || performance.now() > until) break
    }
    if (tried.length === 0) {
      await this.#engine.as_system(name, tenant_id, async (context) => give_back(context, [claimed]))
      return false
    }
    if (tried.some(({ duration_ms }) => duration_ms > slow_ms)) this.#slow.add(webhook_id)
    else this.#slow.delete(webhook_id)
    this.#keep(tenant_id, tried)
    this.#settling.poke()
    return tried.at(-1)?.outcome === 'delivered'
  }

  async #attempt({ url, format, secrets }: Claimed, { id, event_id, event, body }: Claimed['behind'][number]) {
    const started_at = moment(this.#engine.now())
    const started = performance.now()
    const bytes = Buffer.from(body)
    const signed = { delivery_id: id, event_id, event, body: bytes, secrets, at_s: Math.floor(Date.now() / 1000) }
    const headers = { 'Content-Type': 'application/json', 'User-Agent': 'Gemba', ...webhook_formats[format].headers(signed) }
    const attempted = await this.#connections.send({ url, headers, body: bytes }, this.#stop.signal)
    return attempted && { started_at, duration_ms: Math.round(performance.now() - started), ...attempted }
  }

  /** All that has come back meanwhile, in one transaction a company. What cannot be kept now is kept later, while it still counts. */
  async #settle(): Promise<void> {
    const tried = this.#tried
    this.#tried = new Map()
    await some_at_a_time([...tried], ([tenant_id, some]) => this.#settle_of(tenant_id, some)).finally(() => this.#sending.poke())
  }

  async #settle_of(tenant_id: string, some: readonly Tried[]): Promise<void> {
    try {
      await this.#engine.as_system(name, tenant_id, (context) => settle(context, some))
    } catch (error) {
      const oldest = moment(this.#engine.now() - lease_ms)
      this.#keep(
        tenant_id,
        some.filter(({ started_at }) => started_at > oldest),
      )
      throw error
    }
  }

  #keep(tenant_id: string, tried: readonly Tried[]): void {
    if (tried.length > 0) this.#tried.set(tenant_id, [...(this.#tried.get(tenant_id) ?? []), ...tried])
  }

  #track(work: Promise<void>): void {
    const tracked = work.catch(this.#options.on_failure).finally(() => this.#under_way.delete(tracked))
    this.#under_way.add(tracked)
  }
}
