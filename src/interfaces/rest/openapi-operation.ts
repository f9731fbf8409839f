import { type AnyVerb, name_parts } from '../../kernel/verb.ts'
import { type Answers, bytes, success } from './openapi-answers.ts'
import type { Json, Schemas } from './openapi-schemas.ts'
import { type Route, route_of } from './route.ts'

/** One operation of the document: what the verb takes, what it answers, and every reason it may say no. */
export function operation_of(verb: AnyVerb, schemas: Schemas, answers: Answers, answer: Json): Json {
  const route = route_of(verb)
  const { subject, word } = name_parts(verb.name)
  const has_etag = word === 'update'
  const fields = fields_of(verb, schemas)
  return {
    operationId: verb.name,
    summary: verb.does,
    description: said_more(verb),
    tags: [subject],
    ...(verb.allow.includes('anonymous') ? { security: [{}, { bearer: [] }, { api_key: [] }] } : {}),
    parameters: parameters_of(verb, route, fields, has_etag),
    ...(route.takes === 'body' ? body_of(verb, route, fields) : {}),
    ...(verb.bytes === 'in' ? { requestBody: { required: true, content: bytes } } : {}),
    responses: { [route.success]: success(verb, answer), ...answers.refusals_of(verb, route.takes === 'body', has_etag) },
  }
}

function said_more(verb: AnyVerb): string {
  const who = verb.allow.includes('anonymous') ? 'anybody, also without signing in' : verb.allow.join(', ')
  const reports = verb.reports.length === 0 ? '' : `\n\nReports ${verb.reports.map((event) => `\`${event.name}\``).join(', ')}.`
  return `For ${who}.${reports}`
}

const ref = (name: string): Json => ({ $ref: `#/components/parameters/${name}` })

function parameters_of(verb: AnyVerb, route: Route, { properties, required }: Fields, has_etag: boolean): Json[] {
  const example = example_of(verb)
  const in_path = Object.entries(properties).filter(([name]) => route.has_id && name === 'id')
  const in_query = route.takes === 'query' ? Object.entries(properties).filter(([name]) => !(route.has_id && name === 'id')) : []
  const parameter = (place: 'path' | 'query', name: string, { description, ...schema }: Json): Json => ({
    name,
    in: place,
    description: description ?? described(verb, place, name),
    ...(place === 'path' || required.includes(name) ? { required: true } : {}),
    schema,
    ...(example[name] === undefined ? {} : { example: example[name] }),
  })
  return [
    ...in_path.map(([name, schema]) => parameter('path', name, schema)),
    ...in_query.map(([name, schema]) => parameter('query', name, schema)),
    ...(verb.kind === 'writes' && verb.allow.some((role) => role !== 'anonymous') ? [ref('IdempotencyKey')] : []),
    ...(has_etag ? [ref('IfMatch')] : []),
    ref('RequestIdGiven'),
  ]
}

function described(verb: AnyVerb, place: 'path' | 'query', name: string): string {
  const { subject, word } = name_parts(verb.name)
  const words = name.replaceAll('_', ' ')
  if (place === 'path') return `Which of the ${subject.replaceAll('_', ' ')}.`
  return word === 'list' ? `Only those with this ${words}.` : `The ${words}.`
}

function body_of(verb: AnyVerb, route: Route, { properties, required, rest }: Fields): Json {
  const without_id = ([name]: [string, unknown]): boolean => !(route.has_id && name === 'id')
  const left = Object.entries(properties).filter(without_id)
  if (left.length === 0) return {}
  const needed = required.filter((name) => !(route.has_id && name === 'id'))
  const examples = verb.examples.map(({ given }, n) => {
    const value = Object.fromEntries(Object.entries(given).filter(without_id))
    return [`example_${n + 1}`, { value }]
  })
  return {
    requestBody: {
      required: needed.length > 0,
      content: {
        'application/json': {
          schema: {
            ...rest,
            type: 'object',
            properties: Object.fromEntries(left),
            ...(needed.length === 0 ? {} : { required: needed }),
            additionalProperties: false,
          },
          examples: Object.fromEntries(examples),
        },
      },
    },
  }
}

interface Fields {
  readonly properties: Record<string, Json>
  readonly required: readonly string[]
  readonly rest: Json
}

function fields_of(verb: AnyVerb, schemas: Schemas): Fields {
  // Zod writes an object's schema so.
  const {
    properties,
    required,
    type: _,
    ...rest
  } = schemas.of(verb.input, 'input') as {
    properties?: Record<string, Json>
    required?: string[]
    type: unknown
  }
  return { properties: properties ?? {}, required: required ?? [], rest }
}

const example_of = (verb: AnyVerb): Json => ({ ...verb.examples[0]?.given })
