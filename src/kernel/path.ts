/** The shortest way through a table of moves, without the start: what to do, one after the other. Null where there is none. */
export function way<Status extends string>(moves: Readonly<Record<Status, readonly Status[]>>, from: Status, to: Status): Status[] | null {
  const came_from = new Map<Status, Status | null>([[from, null]])
  const queue: Status[] = [from]
  for (const at of queue) {
    if (at === to) return trace(came_from, to).slice(1)
    for (const next of moves[at]) {
      if (!came_from.has(next)) {
        came_from.set(next, at)
        queue.push(next)
      }
    }
  }
  return null
}

function trace<Status extends string>(came_from: ReadonlyMap<Status, Status | null>, end: Status): Status[] {
  const steps: Status[] = []
  for (let at: Status | null | undefined = end; at; at = came_from.get(at)) steps.unshift(at)
  return steps
}
