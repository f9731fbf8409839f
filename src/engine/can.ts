import type { z } from 'zod'
import type { Actor } from '../kernel/context.ts'
import type { AnyVerb } from '../kernel/verb.ts'
import { may_call } from './permission.ts'
import { each, spots_in, type Way } from './spots.ts'

export type Verbs = Readonly<Record<string, AnyVerb>>

const ways_of_schema = new WeakMap<z.ZodType, readonly Way[]>()

/** Where an answer says what can be done next. Found once per schema. */
function ways_to_can(schema: z.ZodType): readonly Way[] {
  const known = ways_of_schema.get(schema)
  if (known) return known
  const ways = spots_in(schema, (_schema, way) => (way.at(-1) === 'can' ? way.slice(0, -1) : undefined))
  ways_of_schema.set(schema, ways)
  return ways
}

/** What each caller may call, remembered as long as the caller is. */
const rights_of_actor = new WeakMap<Actor, Map<string, boolean>>()

/** The domain has said what the state of things allows; of that, only what this caller may call is left in the answer. */
export function keep_what_may_be_called(output: unknown, schema: z.ZodType, actor: Actor, verbs: Verbs): void {
  const ways = ways_to_can(schema)
  if (ways.length === 0) return
  const rights = rights_of_actor.get(actor) ?? new Map<string, boolean>()
  rights_of_actor.set(actor, rights)
  const allowed = (name: string): boolean => {
    const known = rights.get(name)
    if (known !== undefined) return known
    const verb = verbs[name]
    const may = verb !== undefined && may_call(verb, actor)
    rights.set(name, may)
    return may
  }
  const filter = (noun: Noun): void => {
    noun.can = noun.can.filter(allowed)
  }
  for (const way of ways) visit(output, way, 0, filter)
}

interface Noun {
  can: readonly string[]
}

function visit(value: unknown, way: Way, at: number, found: (noun: Noun) => void): void {
  if (value === null || value === undefined) return
  const key = way[at]
  // The way was read off the answer's own schema: at its end stands a noun, before it objects and arrays.
  if (key === undefined) found(value as Noun)
  else if (key === each) for (const inner of value as readonly unknown[]) visit(inner, way, at + 1, found)
  else visit((value as Record<string, unknown>)[key], way, at + 1, found)
}
