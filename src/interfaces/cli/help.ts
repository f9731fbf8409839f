import { type AnyVerb, name_parts } from '../../kernel/verb.ts'
import { type Json, Schemas } from '../rest/openapi-schemas.ts'
import { route_of } from '../rest/route.ts'

export const hyphenated = (words: string): string => words.replaceAll('_', '-')

const columns = (rows: readonly (readonly [string, string])[]): string => {
  const width = Math.max(0, ...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`.trimEnd()).join('\n')
}

const subject_of = (verb: AnyVerb): string => name_parts(verb.name).subject
const word_of = (verb: AnyVerb): string => hyphenated(name_parts(verb.name).word)

export const subjects_of = (verbs: readonly AnyVerb[]): string[] => [...new Set(verbs.map(subject_of))].sort()

export function help_on_everything(verbs: readonly AnyVerb[]): string {
  const rows = subjects_of(verbs).map((subject) => {
    const words = verbs.filter((verb) => subject_of(verb) === subject).map(word_of)
    return [hyphenated(subject), words.join(', ')] as const
  })
  return `Subjects and their verbs:\n${columns(rows)}\n\nSay \`gemba <subject> <verb> --help\` for what one takes.`
}

export function help_on_subject(subject: string, verbs: readonly AnyVerb[]): string {
  const rows = verbs.filter((verb) => subject_of(verb) === subject).map((verb) => [word_of(verb), verb.does] as const)
  return `gemba ${hyphenated(subject)} <verb>\n\n${columns(rows)}`
}

export function help_on_verb(verb: AnyVerb): string {
  const schemas = new Schemas()
  // Zod writes an object's schema so.
  const { properties = {}, required = [] } = schemas.of(verb.input, 'input') as {
    properties?: Record<string, Json>
    required?: readonly string[]
  }
  const { has_id } = route_of(verb)
  const fields = Object.entries(properties).map(([name, schema]) => {
    const must = required.includes(name) ? 'required' : ''
    const says = [type_of(schema, schemas), must, default_of(schema), described(schema, schemas)]
    return [`--${hyphenated(name)}`, says.filter((part) => part !== '').join('; ')] as const
  })
  const examples = verb.examples.map(({ given }) => `  ${command_line(verb, given)}`)
  return [
    `gemba ${hyphenated(subject_of(verb))} ${word_of(verb)}${has_id ? ' <id>' : ''} [--field value ...] [--json '{...}']`,
    '',
    verb.does,
    ...(fields.length === 0 ? [] : ['', 'Fields:', columns(fields)]),
    '',
    'Examples:',
    ...examples,
    '',
    'Settings:',
    columns(settings_of(verb)),
  ].join('\n')
}

function settings_of(verb: AnyVerb): (readonly [string, string])[] {
  const settings: (readonly [string, string])[] = [
    ['--json', 'all fields at once, as a JSON object; `-` reads it from standard input'],
    ['--url, --key', 'the server and the API key; else GEMBA_URL and GEMBA_API_KEY'],
  ]
  if ('url' in verb.input.shape || 'key' in verb.input.shape)
    settings.push(['--gemba-url, --gemba-key', 'the same, where the verb has a field of that name'])
  if (verb.bytes === 'in') settings.push(['--file', 'the file to send'])
  if (verb.bytes === 'out') settings.push(['--out', 'where to write the file; else it goes to standard output'])
  if (verb.kind === 'writes') settings.push(['--idempotency-key', 'a repeat with the same one does nothing twice'])
  if (name_parts(verb.name).word === 'update') settings.push(['--if-match', 'the revision you read; refused where it has changed since'])
  return settings
}

const named = (schema: Json, schemas: Schemas): Json =>
  typeof schema.$ref === 'string' ? { ...schemas.named[schema.$ref.split('/').at(-1) ?? ''], ...schema, $ref: undefined } : schema

function type_of(given: Json, schemas: Schemas): string {
  const schema = named(given, schemas)
  if (Array.isArray(schema.enum)) return schema.enum.filter((value) => value !== null).join(' | ')
  const type = [schema.type].flat().find((one) => one !== 'null')
  // What stands under these keywords is a schema.
  if (type === 'array') return `list of ${type_of((schema.items ?? {}) as Json, schemas)}`
  if (type === 'object') return 'JSON object'
  if (Array.isArray(schema.anyOf)) {
    const choices = (schema.anyOf as Json[]).filter((one) => one.type !== 'null').map((one) => type_of(one, schemas))
    return choices.join(' or ')
  }
  if (typeof schema.format === 'string') return schema.format
  return typeof type === 'string' ? type : 'JSON'
}

const default_of = (schema: Json): string => (schema.default === undefined ? '' : `default ${JSON.stringify(schema.default)}`)

function described(schema: Json, schemas: Schemas): string {
  const { description } = named(schema, schemas)
  return typeof description === 'string' ? description : ''
}

function command_line(verb: AnyVerb, given: Readonly<Record<string, unknown>>): string {
  const words = Object.entries(given).map(([name, value]) => {
    const is_list = Array.isArray(value) && value.every((one) => typeof one === 'string')
    const text = is_list ? value.join(',') : typeof value === 'object' ? JSON.stringify(value) : String(value)
    return `--${hyphenated(name)} ${/^[\w.,:@+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`}`
  })
  return ['gemba', hyphenated(subject_of(verb)), word_of(verb), ...words].join(' ')
}
