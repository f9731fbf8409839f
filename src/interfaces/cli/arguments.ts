import { z } from 'zod'
import type { AnyVerb } from '../../kernel/verb.ts'
import { read_query } from '../rest/query.ts'
import { route_of } from '../rest/route.ts'
import { hyphenated } from './help.ts'

const settings = ['url', 'key', 'gemba_url', 'gemba_key', 'json', 'file', 'out', 'idempotency_key', 'if_match', 'help'] as const
type Setting = (typeof settings)[number]

export interface Given {
  readonly input: Readonly<Record<string, unknown>>
  readonly settings: Readonly<Partial<Record<Setting, string>>>
}

/** What stands behind `gemba <subject> <verb>`: the verb's own fields come before settings of the same name. */
export function read_arguments(verb: AnyVerb, words: readonly string[], read_input: () => string): Given {
  const fields: Record<string, string[]> = {}
  const found: Partial<Record<Setting, string>> = {}
  const rest = [...words]
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (!word.startsWith('--')) {
      if (!route_of(verb).has_id || fields.id) throw new Error(`${word} is not a field: say --field value.`)
      fields.id = [word]
      continue
    }
    const [, name = '', joined] = /^--([^=]+)(?:=(.*))?$/s.exec(word) ?? []
    const field = name.replaceAll('-', '_')
    const setting = field in verb.input.shape ? undefined : settings.find((one) => one === field)
    if (!setting && !(field in verb.input.shape)) throw new Error(unknown_field(verb, name))
    const takes_none = setting === 'help' || rest[0] === undefined || rest[0].startsWith('--')
    const value = joined ?? (takes_none ? 'true' : (rest.shift() ?? ''))
    if (setting) found[setting] = value
    else fields[field] = [...(fields[field] ?? []), value]
  }
  const json = found.json === undefined ? {} : read_object(found.json === '-' ? read_input() : found.json, '--json')
  return { input: { ...json, ...read_fields(verb, fields) }, settings: found }
}

function unknown_field(verb: AnyVerb, name: string): string {
  const fields = Object.keys(verb.input.shape).map((field) => `--${hyphenated(field)}`)
  return `${verb.name} has no field --${name}. It has ${fields.join(', ') || 'none'}.`
}

function read_fields(verb: AnyVerb, fields: Readonly<Record<string, string[]>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, values]) => {
      const [first = ''] = values
      const schema = verb.input.shape[name]
      if (values.length === 1 && /^\s*[[{]/.test(first) && !is_text(schema)) return [name, read_json(first, `--${hyphenated(name)}`)]
      if (values.length === 1 && first === 'null' && is_nullable(schema)) return [name, null]
      const given = values.length === 1 ? first : values
      return [name, read_query(verb.input, { [name]: given })[name]]
    }),
  )
}

function is_text(schema: z.core.$ZodType | undefined): boolean {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable)
    return is_text(schema.def.innerType)
  return schema instanceof z.ZodString
}

const is_nullable = (schema: z.core.$ZodType | undefined): boolean =>
  schema instanceof z.ZodNullable || (schema instanceof z.ZodOptional && is_nullable(schema.def.innerType))

function read_json(text: string, where: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Error(`What ${where} gives is not valid JSON.`, { cause })
  }
}

function read_object(text: string, where: string): Record<string, unknown> {
  const value = read_json(text, where)
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw new Error(`What ${where} gives is not a JSON object.`)
  return { ...value }
}
