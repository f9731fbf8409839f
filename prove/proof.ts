/** How much was tried. */
export type Figures = Readonly<Record<string, number | string>>

export interface Effort {
  readonly seed: number
  /** The little that goes into every run of the tests. */
  readonly short: boolean
  /** Goes on for so long at least. */
  readonly minutes: number | null
  say(line: string): void
  /** What should not have been. Where there is none, it is proven as far as it was tried. */
  fault(what: string): void
}

/** So many times a thing, by its name, most frequent first. */
export class Tally {
  readonly #counts = new Map<string, number>()

  add(what: string): void {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + 1)
  }

  get entries(): [string, number][] {
    return [...this.#counts].sort(([, a], [, b]) => b - a)
  }

  toString(): string {
    return this.entries.map(([what, n]) => `${what} ${n}`).join(', ')
  }
}
