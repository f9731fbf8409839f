import { setTimeout as delay } from 'node:timers/promises'
import { type Effort, Tally } from '../proof.ts'
import { type Random, random_of } from '../random.ts'
import type { RealServer } from './real-server.ts'
import type { Answered, Work, Write } from './writes.ts'

const longest_ms = 20_000
const give_up_after_ms = 180_000
const pause_ms = 200

/** Clients that write without a pause, and ask again under the same key where they did not hear what came of it. */
export class Clients {
  readonly work: Work
  readonly answers = new Tally()
  readonly #fault: (what: string) => void
  acknowledged = 0
  #writing = true
  readonly #server: RealServer
  readonly #all: Promise<void>[]

  constructor(server: RealServer, work: Work, effort: Effort, how_many: number) {
    this.#fault = effort.fault
    this.#server = server
    this.work = work
    this.#all = Array.from({ length: how_many }, (_, at) => this.#one(random_of(effort.seed, at)))
  }

  /** Begins nothing new, and waits until everybody knows what became of the last they asked for. */
  async finish(): Promise<void> {
    this.#writing = false
    await Promise.all(this.#all)
  }

  async #one(random: Random): Promise<void> {
    while (this.#writing) await this.#carry_out(this.work.next(random))
  }

  async #carry_out(write: Write): Promise<void> {
    const deadline = Date.now() + give_up_after_ms
    while (write.state === 'sent') {
      if (Date.now() > deadline) {
        this.#fault(`${write.key} ${write.verb}: nobody could say what came of it, after ${write.attempts} attempts`)
        return
      }
      if (!(await this.#attempt(write))) await delay(pause_ms)
    }
  }

  /** Whether it is known now. */
  async #attempt(write: Write): Promise<boolean> {
    write.attempts += 1
    const answer = await this.#send(write)
    this.answers.add(answer === null ? 'no answer' : `${answer.status} ${answer.body.reason ?? ''}`.trim())
    if (answer === null || answer.status === 503) {
      write.was_unknown = true
      return false
    }
    if (answer.status === 409 && answer.body.reason === 'idempotency_in_flight') return false
    if (answer.status >= 500) this.#fault(`${write.key} ${write.verb}: ${answer.status} ${JSON.stringify(answer.body)}`)
    write.status = answer.status
    write.replayed = answer.replayed
    if (answer.status < 300) {
      write.state = 'acknowledged'
      this.acknowledged += 1
      this.work.learn(write, answer.body)
    } else {
      write.state = 'refused'
      this.work.unlearn(write, answer.body.facts?.status ?? 'completed')
    }
    return true
  }

  /** Each attempt is told apart by its request id, which stands in the log with what it did. */
  async #send({ key, path, body, attempts }: Write): Promise<{ status: number; body: Answered; replayed: boolean } | null> {
    const headers = {
      authorization: `Bearer ${this.#server.key}`,
      'content-type': 'application/json',
      'idempotency-key': key,
      'x-request-id': `${key}.${attempts}`,
    }
    try {
      const signal = AbortSignal.timeout(longest_ms)
      const response = await fetch(this.#server.url + path, { method: 'POST', headers, body: JSON.stringify(body), signal })
      // What a test server of ours answers; members that are not there are undefined.
      const answered = (await response.json()) as Answered
      return { status: response.status, body: answered, replayed: response.headers.has('idempotent-replayed') }
    } catch {
      return null
    }
  }
}
