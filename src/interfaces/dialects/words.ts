/** A vocabulary, both ways. A word left out of either table does not compile; a loss is visible as two words for one. */
export interface Words<Ours extends string, Theirs extends string> {
  theirs(ours: Ours): Theirs
  /** Their word as ours. What is no word of theirs stays as it is, and the verb refuses it. */
  ours(theirs: unknown): unknown
  /** All of ours that are shown by their word: what a filter means. */
  all_ours(theirs: unknown): unknown
}

/** `Also`: words that are taken, but never given. */
export function words<Ours extends string, Theirs extends string, Also extends string = never>(
  out: Readonly<Record<Ours, Theirs>>,
  into: Readonly<Record<Theirs | Also, Ours>>,
): Words<Ours, Theirs> {
  const meant = new Map<unknown, Ours>(Object.entries<Ours>(into))
  const shown = Object.entries<Theirs>(out)
  const by_theirs = new Map(
    [...meant].map(([theirs, ours]) => [theirs, shown.filter(([, word]) => word === out[ours]).map(([one]) => one)] as const),
  )
  return {
    theirs: (ours) => out[ours],
    ours: (theirs) => meant.get(theirs) ?? theirs,
    all_ours: (theirs) => by_theirs.get(theirs) ?? [theirs],
  }
}
