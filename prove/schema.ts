import { z } from 'zod'

/** What is read of a JSON Schema here. */
export interface Schema {
  readonly type?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly format?: string
  readonly pattern?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly maxItems?: number
  readonly default?: unknown
  readonly examples?: readonly unknown[]
  /** The table an id points into, as our own schemas tell it. */
  readonly references?: string
  readonly $ref?: string
}

export type Path = readonly (string | number)[]

/** What may be sent, with every named piece put in its place. One that contains itself ends there: anything goes. */
export function schema_of(zod: z.ZodType): Schema {
  const { $defs = {}, ...whole } = z.toJSONSchema(zod, { io: 'input', unrepresentable: 'any' })
  // Zod writes JSON Schema; the members read of it are those above.
  return inlined(whole as Schema, $defs as Record<string, Schema>, [])
}

function inlined(schema: Schema, named: Readonly<Record<string, Schema>>, within: readonly string[]): Schema {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split('/').at(-1) ?? ''
    const { $ref: _, ...around } = schema
    return within.includes(name) ? {} : { ...inlined(named[name] ?? {}, named, [...within, name]), ...around }
  }
  const again = (inner: Schema): Schema => inlined(inner, named, within)
  return {
    ...schema,
    ...(schema.properties
      ? { properties: Object.fromEntries(Object.entries(schema.properties).map(([key, inner]) => [key, again(inner)])) }
      : {}),
    ...(schema.items ? { items: again(schema.items) } : {}),
    ...(schema.anyOf ? { anyOf: schema.anyOf.map(again) } : {}),
  }
}

/** Without the "or null" around it. */
export function plain(schema: Schema): Schema {
  const alternatives = schema.anyOf?.filter(({ type }) => type !== 'null') ?? []
  return alternatives[0] ? plain(alternatives[0]) : schema
}

export interface Spot {
  readonly path: Path
  readonly schema: Schema
}

/** Every place in what may be sent, the outermost first; of lists the first element. */
export function spots_of(schema: Schema, path: Path = []): Spot[] {
  const { properties = {}, items } = plain(schema)
  return [
    { path, schema },
    ...Object.entries(properties).flatMap(([key, inner]) => spots_of(inner, [...path, key])),
    ...(items ? spots_of(items, [...path, 0]) : []),
  ]
}

export type IdFor = (spot: Spot) => unknown

/** Something that fits: what is required, and no more. Ids are asked for. */
export function least_of(schema: Schema, id_for: IdFor, path: Path = []): unknown {
  const it = plain(schema)
  if (it.const !== undefined) return it.const
  if (it.enum) return it.enum[0]
  if (it.format === 'uuid') return id_for({ path, schema: it })
  switch (it.type) {
    case 'object':
      return Object.fromEntries((it.required ?? []).map((key) => [key, least_of(it.properties?.[key] ?? {}, id_for, [...path, key])]))
    case 'array':
      return [least_of(it.items ?? {}, id_for, [...path, 0])]
    case 'integer':
    case 'number':
      return Math.max(1, it.minimum ?? 1)
    case 'boolean':
      return true
    default:
      return text_of(it)
  }
}

function text_of({ format, examples, minLength = 1 }: Schema): string {
  if (format === 'date') return '2026-03-02'
  if (format === 'date-time') return '2026-03-02T07:30:00Z'
  const [example] = examples ?? []
  return typeof example === 'string' ? example : 'x'.repeat(Math.max(1, minLength))
}
