import type { Problem } from '../../kernel/errors.ts'

/** Where a member of theirs goes among ours. */
export interface Place<Field extends string = string> {
  readonly to: Field
  /** Turns a value of theirs into ours. What it does not know it hands on as it is: the verb says what is wrong with it. Undefined says nothing. */
  readonly as?: (value: unknown) => unknown
  /** What our field is where theirs is not sent. */
  readonly otherwise?: unknown
  /** Where it is a list of things: how each of them is taken. */
  readonly each?: Table
}
/** A field of the same meaning by name, or a place, or several where one word says two things; null: read for the route alone, not handed on. */
export type Table = Readonly<Record<string, string | Place | readonly Place[] | null>>

/** Every member of what they send, and which field of ours it is. Of two members for one field the first given counts. */
export type Takes<Theirs, Ours> = {
  readonly [Member in keyof Theirs]-?: (keyof Ours & string) | Place<keyof Ours & string> | readonly Place<keyof Ours & string>[] | null
}

/**
 * What a member that says nothing counts as: blank text and null as not given, blank text as null, all as it was sent, or blank text and
 * null as null where the member may be that, and else as not given.
 */
export type Blank = 'absent' | 'null' | 'kept' | 'cleared'

export interface Taking {
  readonly member: string
  readonly to: string | null
  readonly as: ((value: unknown) => unknown) | undefined
  readonly each: readonly Taking[] | undefined
  readonly otherwise: unknown
}

export const taking_of = (table: Table): readonly Taking[] =>
  Object.entries(table).flatMap(([member, places]): Taking[] => {
    if (places === null || typeof places === 'string') return [{ member, to: places, as: undefined, each: undefined, otherwise: undefined }]
    return [places].flat().map(({ to, as, each, otherwise }) => ({ member, to, as, each: each && taking_of(each), otherwise }))
  })

type Members = Record<string, unknown>
const is_object = (value: unknown): value is Members => value !== null && typeof value === 'object' && !Array.isArray(value)

/** The members that we know, less those that say nothing. Positions in lists stay as they are. */
export function known_of(theirs: unknown, table: readonly Taking[], blank: Blank): unknown {
  if (!is_object(theirs)) return theirs
  const known: Members = {}
  for (const { member, each } of table) {
    if (!Object.hasOwn(theirs, member)) continue
    const value = said(theirs[member], blank)
    if (value === undefined) continue
    known[member] = each && Array.isArray(value) ? value.map((one) => known_of(one, each, blank)) : value
  }
  return known
}

function said(value: unknown, blank: Blank): unknown {
  if (blank === 'kept' || blank === 'cleared') return value
  const says_nothing = value === null || (typeof value === 'string' && value.trim() === '')
  return says_nothing ? (blank === 'null' ? null : undefined) : value
}

/** What they sent, as the verb's input. It may be wrong anywhere: the verb's own schema finds that, at the same position. */
export function ours_of(theirs: unknown, table: readonly Taking[]): unknown {
  if (!is_object(theirs)) return theirs
  const ours: Members = {}
  for (const { member, to, as, each, otherwise } of table) {
    const value = theirs[member]
    if (to === null || to in ours || (value === undefined && otherwise === undefined)) continue
    const taken =
      value === undefined ? otherwise : each && Array.isArray(value) ? value.map((one) => ours_of(one, each)) : as ? as(value) : value
    if (taken !== undefined) ours[to] = taken
  }
  return ours
}

/** Turns a path among our fields back into theirs: of several names for one field, the one that was sent. */
export function their_path(path: Problem['path'], theirs: unknown, table: readonly Taking[]): Problem['path'] {
  const [field, ...rest] = path
  if (field === undefined) return path
  const named = table.filter(({ to }) => to === field)
  const found = (is_object(theirs) ? named.find(({ member }) => theirs[member] !== undefined) : undefined) ?? named[0]
  if (!found) return path
  const { member, each } = found
  const [index, ...inner] = rest
  if (!each || typeof index !== 'number') return [member, ...rest]
  const list = is_object(theirs) ? theirs[member] : undefined
  return [member, index, ...their_path(inner, Array.isArray(list) ? list[index] : undefined, each)]
}
