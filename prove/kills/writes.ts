import type { Random } from '../random.ts'

/** One thing a client wants done, under one key however often it has to ask. */
export interface Write {
  readonly key: string
  readonly verb: string
  readonly path: string
  readonly body: Record<string, unknown>
  /** One of these facts must stand in the log, once, if it was done. */
  readonly events: readonly string[]
  state: 'sent' | 'acknowledged' | 'refused'
  attempts: number
  /** Asked at least once without getting to know what came of it. */
  was_unknown: boolean
  replayed: boolean
  status: number
  id: string | null
}

interface Operation {
  readonly id: string
  /** As far as anybody knows. */
  status: string
}

/** What there is to work on; all clients share it. */
export class Work {
  readonly writes: Write[] = []
  readonly operations: Operation[] = []
  readonly #by_id = new Map<string, Operation>()

  next(random: Random): Write {
    const write = this.#any(`proof-${this.writes.length + 1}`, random)
    this.writes.push(write)
    return write
  }

  #any(key: string, random: Random): Write {
    if (this.operations.length < 60 || random.chance(0.12)) return this.#job(key, random)
    // The newest ones are not finished yet.
    const operation = random.pick(this.operations.slice(-150))
    if (random.chance(0.25)) return this.#count(key, random, operation)
    return this.#move(key, random, operation)
  }

  learn(write: Write, answer: Answered): void {
    write.id = typeof answer.id === 'string' ? answer.id : null
    for (const part of answer.parts ?? []) {
      for (const { id, status } of part.operations ?? []) {
        const operation = { id, status }
        this.operations.push(operation)
        this.#by_id.set(id, operation)
      }
    }
    if (answer.operation && answer.new_status) this.#now(answer.operation.id, answer.new_status)
  }

  /** Refused: somebody else was first, so it is tried next from where it may stand. */
  unlearn({ path }: Write, status: string): void {
    const id = /operations\/([^/]+)\//.exec(path)?.[1]
    if (id !== undefined) this.#now(id, status)
  }

  #now(id: string, status: string): void {
    const operation = this.#by_id.get(id)
    if (operation) operation.status = status
  }

  #job(key: string, random: Random): Write {
    const parts = Array.from({ length: random.between(1, 3) }, (_, part) => ({
      part_number: `P${part}`,
      quantity: 50,
      operations: Array.from({ length: random.between(1, 4) }, (_, at) => ({ sequence: (at + 1) * 10, name: `Step ${at}` })),
    }))
    return write(key, 'jobs.create', '/v1/jobs', ['job.created'], { job_number: key, parts })
  }

  #count(key: string, random: Random, { id }: Operation): Write {
    const body = { operation_id: id, good: random.between(1, 5), external_source: 'proof', external_id: key }
    return write(key, 'quantity_reports.create', '/v1/quantity-reports', ['quantity.reported'], body)
  }

  #move(key: string, random: Random, { id, status }: Operation): Write {
    const possible = moves[status] ?? all_moves
    const [word, ...events] = random.pick(random.chance(0.05) ? all_moves : possible)
    return write(key, `operations.${word}`, `/v1/operations/${id}/${word}`, events, {})
  }
}

export interface Answered {
  readonly id?: unknown
  readonly reason?: string
  readonly facts?: { readonly status?: string }
  readonly parts?: readonly { readonly operations?: readonly Operation[] }[]
  readonly operation?: { readonly id: string }
  readonly new_status?: string
}

// Starting a held one is going on with it.
const start = ['start', 'operation.started', 'operation.resumed'] as const
const pause = ['pause', 'operation.paused'] as const
const resume = ['resume', 'operation.resumed'] as const
const complete = ['complete', 'operation.completed'] as const
const all_moves: readonly (readonly [string, ...string[]])[] = [start, pause, resume, complete]
const moves: Readonly<Record<string, typeof all_moves>> = {
  waiting: [start],
  running: [pause, pause, complete],
  held: [resume],
}

const write = (key: string, verb: string, path: string, events: readonly string[], body: Record<string, unknown>): Write => ({
  ...{ key, verb, path, events, body },
  ...{ state: 'sent', attempts: 0, was_unknown: false, replayed: false, status: 0, id: null },
})
