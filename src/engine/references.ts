import { z } from 'zod'
import type { Problem } from '../kernel/errors.ts'
import { each, spots_in, type Way } from './spots.ts'

type Path = Problem['path']
interface Spot {
  readonly table: string
  readonly path: Way
}

const spots_of_schema = new WeakMap<z.ZodType, readonly Spot[]>()

/** Where a schema holds ids of other things. Found once per schema, from the `references` that `reference()` puts there. */
function spots(schema: z.ZodType): readonly Spot[] {
  const known = spots_of_schema.get(schema)
  if (known) return known
  const found = spots_in(schema, (inner, path): Spot | undefined => {
    const table = z.globalRegistry.get(inner)?.references
    return typeof table === 'string' ? { table, path } : undefined
  })
  spots_of_schema.set(schema, found)
  return found
}

export interface Found {
  readonly table: string
  readonly id: string
  readonly path: Path
}

const guid = z.guid()

/** Every id in an input that must exist, also where the input is wrong elsewhere: so one answer tells all faults. */
export function references_in(schema: z.ZodType, input: unknown): Found[] {
  return spots(schema).flatMap(({ table, path }) =>
    collect(input, path, []).flatMap(({ value, at }) =>
      guid.safeParse(value).success ? [{ table, id: String(value).toLowerCase(), path: at }] : [],
    ),
  )
}

function collect(value: unknown, path: Way, at: Path): { value: unknown; at: Path }[] {
  const [key, ...rest] = path
  if (key === undefined) return [{ value, at }]
  if (value === null || typeof value !== 'object') return []
  if (key === each) return Array.isArray(value) ? value.flatMap((inner, index) => collect(inner, rest, [...at, index])) : []
  // An object out of JSON; a member that is not there is undefined.
  return collect((value as Record<string, unknown>)[key], rest, [...at, key])
}
