import { Cron } from 'croner'
import type { Task } from '../kernel/task.ts'
import type { Engine } from './run.ts'

interface Tenant {
  readonly id: string
  readonly time_zone: string
  readonly shift_ends: readonly string[]
}

/** Runs the tasks when they are due, and saves what the engine keeps in memory. */
export class Work {
  readonly #engine: Engine
  readonly #tasks: readonly Task[]
  readonly #on_failure: (error: unknown, name: string) => void
  readonly #crons: Cron[] = []
  readonly #running = new Set<Promise<void>>()

  constructor(engine: Engine, tasks: readonly Task[], on_failure: (error: unknown, name: string) => void) {
    this.#engine = engine
    this.#tasks = tasks
    this.#on_failure = on_failure
  }

  start(): void {
    for (const task of this.#tasks) {
      this.#crons.push(new Cron(task.every, { protect: true }, () => this.#track(task.name, this.run(task))))
    }
    this.#crons.push(new Cron('*/2 * * * * *', { protect: true }, () => this.#track('key_use', this.#engine.key_use.save())))
  }

  async stop(): Promise<void> {
    for (const cron of this.#crons) cron.stop()
    await Promise.all(this.#running)
  }

  /** One tenant after the other; a failure in one does not keep the others waiting. */
  async run(task: Task): Promise<void> {
    const { rows } = await this.#engine.pool.query<Tenant>('select id, time_zone, shift_ends from all_tenants()')
    for (const tenant of rows) {
      await this.#engine
        .as_system(task.name, tenant.id, async (context) => {
          const [turn] = await context.read<{
            mine: boolean
          }>`select pg_try_advisory_xact_lock(hashtextextended(${`${task.name} ${tenant.id}`}, 1)) as mine`
          if (turn?.mine) await task.run(context, tenant)
        })
        .catch((error: unknown) => this.#on_failure(error, task.name))
    }
  }

  async #track(name: string, work: Promise<void>): Promise<void> {
    const tracked = work.catch((error: unknown) => this.#on_failure(error, name))
    this.#running.add(tracked)
    await tracked
    this.#running.delete(tracked)
  }
}
