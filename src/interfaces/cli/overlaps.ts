import type { LogRow } from '../../domain/integrations/imports/log-row.ts'

export interface Overlaps {
  readonly count: number
  /** The first of them: the row, and one that was still running when it began. */
  readonly first: readonly (readonly [line: number, beside: number])[]
}

const shown = 10

/** Rows that begin while another of the same person, or of the same machine, is still running. Local times compare as text. */
export function overlaps_of(rows: readonly LogRow[], whose: 'operator' | 'machine'): Overlaps {
  const found: (readonly [number, number])[] = []
  for (const [name, of_one] of Map.groupBy(rows, (row) => row[whose])) {
    if (name === '') continue
    let running: LogRow | null = null
    for (const row of of_one.filter(({ start, end }) => start < end).sort(by_start)) {
      if (running && row.start < running.end) found.push([row.line, running.line])
      if (!running || row.end > running.end) running = row
    }
  }
  return { count: found.length, first: found.sort(([a], [b]) => a - b).slice(0, shown) }
}

const by_start = (a: LogRow, b: LogRow): number => (a.start === b.start ? a.line - b.line : a.start < b.start ? -1 : 1)
