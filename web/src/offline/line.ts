import { Away, type Problem, Refused } from '../api/client.ts'
import type { Action, Pressed } from './action.ts'
import type { Store } from './store.ts'

/** For this long the server remembers what it has answered to a key; after that a repeat could happen twice. */
const remembered_ms = 23 * 3600_000
/** A server that stumbles is asked this often before somebody is told. */
const most_stumbles = 3

export interface Line {
  /** All that has not been answered, and what has been and is not yet on the screen. */
  readonly actions: readonly Action[]
  readonly landed: ReadonlySet<string>
  readonly is_away: boolean
  /** Whoever pressed them has to sign in again first. */
  readonly needs_sign_in: boolean
}

interface Given {
  readonly store: Store
  readonly send: (action: Action) => Promise<unknown>
  /** Ends when the screen shows what has come of it. */
  readonly on_sent: (action: Action) => Promise<unknown>
  readonly now: () => string
  /** One page at a time, where several are open on the device. */
  readonly alone: (work: () => Promise<void>) => Promise<void>
  /** Tells the other pages. */
  readonly on_change?: () => void
}

export type Waiting = ReturnType<typeof make_line>

/** What was pressed, in order, until the server has answered each. */
export function make_line({ store, send, on_sent, now, alone, on_change }: Given) {
  let line: Line = { actions: [], landed: new Set(), is_away: false, needs_sign_in: false }
  let person: string | null = null
  let sending: Promise<void> | undefined
  let is_more = false
  const listeners = new Set<() => void>()
  const stumbles = new Map<string, number>()
  const landed = new Map<string, Action>()

  const show = (change: Partial<Line>): void => {
    line = { ...line, ...change }
    for (const listener of listeners) listener()
  }
  const read = async (): Promise<readonly Action[]> => {
    const kept = await store.all()
    const left = new Set(kept.map(({ key }) => key))
    const shown = [...[...landed.values()].filter(({ key }) => !left.has(key)), ...kept]
    show({ actions: shown.sort((a, b) => a.order - b.order), landed: new Set(landed.keys()) })
    return kept
  }

  const answered = async (action: Action, output: unknown, kept: readonly Action[]): Promise<void> => {
    const lent = kept.filter(({ borrowed }) => borrowed?.of_key === action.key).map((other) => with_loan(other, output))
    landed.set(action.key, action)
    await store.write(lent, [action])
    stumbles.delete(action.key)
    show({ is_away: false, needs_sign_in: false })
    const seen = (): void => {
      landed.delete(action.key)
      void read()
    }
    void on_sent(action).then(seen, seen)
  }

  /** Sends one; false where the rest has to wait. */
  const attempt = async (action: Action, kept: readonly Action[]): Promise<boolean> => {
    if (is_doubtful(action, now())) {
      await store.write([{ ...action, refusal: doubtful }], [])
      return true
    }
    const tried = action.tried_at === null ? { ...action, tried_at: now() } : action
    if (tried !== action) await store.write([tried], [])
    try {
      await answered(tried, await send(tried), kept)
      return true
    } catch (error) {
      const problem = refusal_in(error)
      if (problem?.status === 401) show({ needs_sign_in: true, is_away: false })
      else if (problem === null) show({ is_away: true })
      else if (!is_for_later(problem, stumble(stumbles, action))) {
        await store.write([{ ...tried, refusal: problem }], [])
        return true
      }
      return false
    }
  }

  const walk = async (): Promise<void> => {
    for (;;) {
      const kept = await read()
      const next = next_of(kept, person)
      if (!next || !(await attempt(next, kept))) break
      on_change?.()
    }
    await read()
    on_change?.()
  }

  /** Ends when all is sent that can be. */
  const send_all = (): Promise<void> => {
    is_more = true
    sending ??= (async () => {
      try {
        while (is_more) {
          is_more = false
          await alone(walk)
        }
      } finally {
        sending = undefined
      }
    })()
    return sending
  }

  return {
    subscribe(listener: () => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    shown: (): Line => line,
    read,
    send_all,
    /** In whose name is sent from now on: nobody's, while nobody is signed in. */
    async act_for(by: string | null): Promise<void> {
      if (person === by) return
      person = by
      show({ needs_sign_in: false })
      await send_all()
    },
    /** Kept first, then sent: ends when it is kept. */
    async press(...pressed: readonly Pressed[]): Promise<void> {
      for (const one of pressed) await store.add(one)
      await read()
      on_change?.()
      void send_all()
    },
    async retry(key: string): Promise<void> {
      const action = (await store.all()).find((one) => one.key === key)
      if (!action) return
      stumbles.delete(key)
      await store.write([{ ...action, refusal: null, tried_at: null }], [])
      await send_all()
    },
    /** Throws it away, and what cannot be without it. */
    async discard(key: string): Promise<void> {
      const kept = await store.all()
      await store.write(
        [],
        kept.filter((one) => one.key === key || one.borrowed?.of_key === key),
      )
      await read()
      await send_all()
    },
  }
}

/**
 * The first that can be sent. What was refused holds up the rest at its operation, until somebody has decided; other operations go on.
 * What others have pressed waits for them.
 */
export function next_of(kept: readonly Action[], person: string | null): Action | undefined {
  const held_up = new Set<string>()
  for (const action of kept) {
    const lane = `${action.by} ${action.operation_id}`
    if (action.refusal !== null || action.borrowed !== null) held_up.add(lane)
    else if (action.by === person && !held_up.has(lane)) return action
  }
  return undefined
}

function with_loan(action: Action, output: unknown): Action {
  const id = clock_in(output)
  return id === undefined ? action : { ...action, borrowed: null, input: { ...action.input, id } }
}

/** `operations.start` names the clocks that it starts, `time_entries.start` answers one. */
function clock_in(output: unknown): string | undefined {
  if (output === null || typeof output !== 'object') return undefined
  const { time_entries_started: started, id } = output as { time_entries_started?: readonly string[]; id?: string } // by their schemas
  return started ? started[0] : id
}

/** What the server has said no to; null where nobody has answered. */
function refusal_in(error: unknown): Problem | null {
  if (error instanceof Refused) return error.problem
  if (error instanceof Away) return null
  return { ...doubtful, code: 'bug', reason: 'not_sent', detail: `The device could not send this. ${String(error)}` }
}

function stumble(stumbles: Map<string, number>, { key }: Action): number {
  const times = (stumbles.get(key) ?? 0) + 1
  stumbles.set(key, times)
  return times
}

const is_for_later = ({ status, reason }: Problem, times: number): boolean =>
  status === 429 || reason === 'idempotency_in_flight' || (status >= 500 && times < most_stumbles)

const is_doubtful = ({ tried_at }: Action, now: string): boolean =>
  tried_at !== null && Date.parse(now) - Date.parse(tried_at) > remembered_ms

/** Told in the words of the screen, by its reason. */
const doubtful: Problem = {
  status: 0,
  code: 'conflict',
  reason: 'perhaps_done',
  detail: 'This was sent more than a day ago, and no answer came. Look whether it was done, then send it again or throw it away.',
  errors: [],
  facts: {},
}
