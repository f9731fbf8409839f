import type { Action, Pressed } from './action.ts'

/** Where actions are kept. Each call is one piece: all of it is written, or nothing. */
export interface Store {
  /** In the order in which they were pressed. */
  all(): Promise<readonly Action[]>
  add(pressed: Pressed): Promise<void>
  write(changed: readonly Action[], gone: readonly Action[]): Promise<void>
}

/** For a browser that keeps nothing, and for tests. */
export function store_in_memory(): Store {
  const kept = new Map<number, Action>()
  let last = 0
  return {
    all: async () => [...kept.values()].sort((a, b) => a.order - b.order),
    async add(pressed) {
      last += 1
      kept.set(last, { ...pressed, order: last, tried_at: null, refusal: null })
    },
    async write(changed, gone) {
      for (const action of changed) kept.set(action.order, action)
      for (const { order } of gone) kept.delete(order)
    },
  }
}
