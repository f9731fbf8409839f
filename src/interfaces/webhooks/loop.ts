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

const at_a_time = 4

/** A few at a time; what fails keeps none of the others from its turn, and the first failure is thrown at the end. */
export async function some_at_a_time<Thing>(things: readonly Thing[], work: (thing: Thing) => Promise<void>): Promise<void> {
  const left = [...things]
  const failures: unknown[] = []
  const one_after_the_other = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      await work(next).catch((error: unknown) => failures.push(error))
    }
  }
  await Promise.all(Array.from({ length: at_a_time }, one_after_the_other))
  if (failures.length > 0) throw failures[0]
}
