/** Numbers that look like chance and are the same for the same seed. */
export class Random {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** From 0 up to, not including, 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit)
  }

  between(least: number, most: number): number {
    return least + this.below(most - least + 1)
  }

  chance(of: number): boolean {
    return this.next() < of
  }

  pick<T>(from: readonly T[]): T {
    // The index lies within; an empty list is a mistake of ours.
    if (from.length === 0) throw new Error('nothing to pick from')
    return from[this.below(from.length)] as T
  }

  /** By weight: `[3, 'a']` comes three times as often as `[1, 'b']`. */
  weighted<T>(from: readonly (readonly [number, T])[]): T {
    let rest = this.next() * from.reduce((all, [weight]) => all + weight, 0)
    for (const [weight, what] of from) {
      rest -= weight
      if (rest < 0) return what
    }
    return this.pick(from)[1]
  }

  shuffled<T>(list: readonly T[]): T[] {
    const keyed = list.map((what) => ({ what, key: this.next() }))
    return keyed.sort((a, b) => a.key - b.key).map(({ what }) => what)
  }
}

/** One of its own for each of many: none depends on how often another was asked. */
export const random_of = (seed: number, at: number): Random => new Random(Math.imul(seed, 0x9e3779b1) ^ Math.imul(at + 1, 0x85ebca6b))
