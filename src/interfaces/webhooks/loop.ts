import { setTimeout as delay } from 'node:timers/promises'

const after_failure_ms = 1000

/** Does its work once more after each poke, never twice at the same time. */
export class Loop {
  readonly #work: () => Promise<void>
  readonly #on_failure: (error: unknown) => void
  #poked = false
  #stopped = false
  #running: Promise<void> | undefined

  constructor(work: () => Promise<void>, on_failure: (error: unknown) => void) {
    this.#work = work
    this.#on_failure = on_failure
  }

  poke(): void {
    this.#poked = true
    if (!this.#stopped) this.#running ??= this.#run()
  }

  /** Ends when the work under way has ended. */
  async stop(): Promise<void> {
    this.#stopped = true
    await this.#running
  }

  async #run(): Promise<void> {
    while (this.#poked && !this.#stopped) {
      this.#poked = false
      try {
        await this.#work()
      } catch (error) {
        this.#on_failure(error)
        this.#poked = true
        if (!this.#stopped) await delay(after_failure_ms)
      }
    }
    this.#running = undefined
  }
}
