import { placed } from '../test/world.ts'
import type { Place } from './routes.ts'
import type { Path } from './schema.ts'

export type Part = 'path' | 'query' | 'body'

/** What is sent to a place, member by member. */
export interface Sending {
  readonly path: Readonly<Record<string, unknown>>
  readonly query: Readonly<Record<string, unknown>>
  readonly body: unknown
}

/** The same with something else at that place in one of its parts. */
export const sending_with = (sending: Sending, part: Part, path: Path, what: unknown): Sending => ({
  ...sending,
  [part]: placed(sending[part], path, what),
})

/** A verb's input, as its route takes it. */
export function sending_of(place: Place, input: Readonly<Record<string, unknown>>): Sending {
  const entries = Object.entries(input)
  const within = (part: { properties?: object } | null) =>
    Object.fromEntries(entries.filter(([name]) => part !== null && name in (part.properties ?? {})))
  return { path: within(place.in_path), query: within(place.in_query), body: place.in_body ? within(place.in_body) : undefined }
}

export function address_of(place: Place, { path, query }: Sending): string {
  const address = place.path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(text_of(path[name])))
  const given = new URLSearchParams(
    Object.entries({ ...query, ...place.fixed }).flatMap(([name, value]) => [value].flat().map((one) => [name, text_of(one)])),
  )
  return given.size === 0 ? address : `${address}?${given}`
}

export const text_of = (value: unknown): string => (value !== null && typeof value === 'object' ? JSON.stringify(value) : String(value))
