import { z } from 'zod'
import { canonical } from './canonical.ts'
import type { Row } from './sql.ts'

type Json = z.core.util.JSONType

/** What the fact of a change tells: each field that differs, before and after. */
export const ChangesTold = z.record(z.string(), z.json())

export interface Changes {
  readonly columns: Row
  readonly told: Record<string, Json>
  readonly none: boolean
}

/** Compares what is given with what is there; fields left out stay as they are. */
export function changes_between(before: object, given: object): Changes {
  const was = new Map(Object.entries(before))
  const differing = Object.entries(given).filter(
    ([field, value]) => value !== undefined && canonical(was.get(field) ?? null) !== canonical(value),
  )
  // Both sides are rows and parsed inputs: JSON values all.
  const told = differing.map(([field, value]) => [field, { before: (was.get(field) ?? null) as Json, after: value as Json }] as const)
  return { columns: Object.fromEntries(differing), told: Object.fromEntries(told), none: differing.length === 0 }
}
