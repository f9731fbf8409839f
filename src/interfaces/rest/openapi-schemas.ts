import { z } from 'zod'

export type Json = Record<string, unknown>
type Io = 'input' | 'output'
/** OpenAPI 3.1 speaks JSON Schema itself, 3.0 a cousin of it. */
type Target = 'draft-2020-12' | 'openapi-3.0'

const most = 9_007_199_254_740_991
const told_by_format = new Set(['date', 'date-time', 'time', 'uuid'])
const maps = new Set(['properties', 'patternProperties'])
const inner = new Set(['items', 'additionalProperties', 'propertyNames', 'not', 'contains'])
const lists = new Set(['anyOf', 'allOf', 'oneOf', 'prefixItems'])

const is_object = (value: unknown): value is Json => value !== null && typeof value === 'object' && !Array.isArray(value)

/**
 * JSON Schemas of the verbs. One with a name stands under it, once. What a name means may differ between what is sent and what is
 * answered (defaults, for one): then what is sent has a name of its own. Ask for all answers first.
 */
export class Schemas {
  readonly named: Record<string, Json> = {}
  readonly #meanings = new Map<string, string>()
  readonly #target: Target

  constructor(target: Target = 'draft-2020-12') {
    this.#target = target
  }

  of(schema: z.ZodType, io: Io): Json {
    const { $defs, definitions: older, $schema: _, ...whole } = z.toJSONSchema(schema, { io, target: this.#target, unrepresentable: 'any' })
    const how = { io, old: this.#target === 'openapi-3.0' }
    // Zod writes an object of schemas there.
    const definitions = { ...$defs, ...(older as Record<string, Json> | undefined) } as Record<string, Json>
    const names = new Map(Object.keys(definitions).map((id) => [id, this.#name(id, definitions, io)]))
    for (const [id, definition] of Object.entries(definitions)) {
      const name = names.get(id) ?? id
      this.named[name] ??= name === any_json ? { description: 'Any JSON value.' } : tidy(definition, how, names)
    }
    return tidy(whole, how, names)
  }

  #name(id: string, definitions: Record<string, Json>, io: Io): string {
    // Zod names by number what has no name and contains itself; among our schemas only `z.json()` does.
    if (id.startsWith('__schema')) return any_json
    const meaning = JSON.stringify(with_all_it_needs(id, definitions, io))
    const name = [id, `${id}Given`].find((free) => (this.#meanings.get(free) ?? meaning) === meaning)
    if (!name) throw new Error(`Two schemas have the id ${id}.`)
    this.#meanings.set(name, meaning)
    return name
  }
}

const any_json = 'AnyJson'

function with_all_it_needs(id: string, definitions: Record<string, Json>, io: Io): unknown[] {
  const needed = new Set([id])
  for (const one of needed) {
    const text = JSON.stringify(definitions[one] ?? {})
    for (const [, other] of text.matchAll(/"#\/(?:\$defs|definitions)\/([^"]+)"/g)) if (other) needed.add(other)
  }
  return [...needed].map((one) => tidy(definitions[one] ?? {}, { io, old: false }, new Map()))
}

interface How {
  readonly io: Io
  /** As it was before 3.1. */
  readonly old: boolean
}

/** What Zod writes, as people and generators like to read it. */
function tidy(schema: Json, how: How, names: ReadonlyMap<string, string>): Json {
  const again = (value: unknown): unknown => (is_object(value) ? tidy(value, how, names) : value)
  const entries = Object.entries(schema).flatMap(([key, value]): [string, unknown][] => {
    if (is_noise(key, value, schema, how.io)) return []
    if (key === 'examples' && how.old && Array.isArray(value)) return [['example', value[0]]]
    if (key === '$ref' && typeof value === 'string') return [[key, ref_of(value, names)]]
    if (key === 'references' || key === 'secret') return [[`x-${key}`, value]]
    if (maps.has(key) && is_object(value))
      return [[key, Object.fromEntries(Object.entries(value).map(([name, one]) => [name, again(one)]))]]
    if (inner.has(key)) return [[key, again(value)]]
    if (lists.has(key) && Array.isArray(value)) return [[key, value.map(again)]]
    return [[key, value]]
  })
  return nullable(Object.fromEntries(entries))
}

function is_noise(key: string, value: unknown, schema: Json, io: Io): boolean {
  switch (key) {
    case 'id':
      return true
    case 'pattern':
      return told_by_format.has(String(schema.format))
    case 'minimum':
      return value === -most
    case 'maximum':
      return value === most
    case 'additionalProperties':
      // Answers may get further fields at any time.
      return value === false && io === 'output'
    case 'propertyNames':
      return is_object(value) && Object.keys(value).join() === 'type'
    default:
      return false
  }
}

function ref_of(ref: string, names: ReadonlyMap<string, string>): string {
  const id = ref.replace(/^#\/(\$defs|definitions)\//, '')
  return `#/components/schemas/${names.get(id) ?? id}`
}

/** `anyOf: [{type: string}, {type: null}]` is `type: [string, null]`. */
function nullable(schema: Json): Json {
  const { anyOf, ...rest } = schema
  if (!Array.isArray(anyOf) || anyOf.length !== 2) return schema
  const [one, other]: unknown[] = anyOf
  if (!is_object(one) || !is_object(other) || other.type !== 'null') return schema
  if (typeof one.type !== 'string' || 'const' in one) return schema
  const choices = Array.isArray(one.enum) ? { enum: [...one.enum, null] } : {}
  return { ...one, type: [one.type, 'null'], ...choices, ...rest }
}
