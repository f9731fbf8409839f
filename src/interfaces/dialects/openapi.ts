import { STATUS_CODES } from 'node:http'
import type { z } from 'zod'
import { type ErrorCode, error_codes } from '../../kernel/errors.ts'
import { headers, parameters } from '../rest/openapi-answers.ts'
import { type Json, Schemas } from '../rest/openapi-schemas.ts'
import type { Dialect, Row } from './dialect.ts'

/** The OpenAPI document of a dialect, made from its table. */
export function openapi_of(dialect: Dialect, version: string): Json {
  const old = dialect.document !== undefined
  const schemas = new Schemas(old ? 'openapi-3.0' : 'draft-2020-12')
  const shown = Map.groupBy(dialect.rows, ({ on: [{ method, path }] }) => `${method} ${path}`)
  const replies = new Map(dialect.rows.map((row) => [row, schemas.of(row.reply, 'output')]))
  const failure = schemas.of(dialect.failure, 'output')
  const paths: Record<string, Json> = {}
  for (const [route, rows] of shown) {
    const [method = '', path = ''] = route.split(' ')
    const place = path.replaceAll(/:(\w+)/g, '{$1}')
    paths[place] = { ...paths[place], [method.toLowerCase()]: operation_of(dialect, rows, schemas, replies) }
  }
  return {
    openapi: dialect.document?.version ?? '3.1.1',
    info: { title: dialect.title, version, description: dialect.says, license: old ? license_by_address : license },
    servers: dialect.prefixes.map((prefix) => ({ url: prefix === '' ? '/' : prefix })),
    security: [{ bearer: [] }],
    tags: Object.entries(dialect.tags).map(([start, description]) => ({ name: name_of_tag(start), description })),
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', description: 'An API key of this server.' } },
      parameters: { IdempotencyKey: parameters.IdempotencyKey },
      headers: { RequestId: headers.RequestId, RetryAfter: headers.RetryAfter },
      responses: responses_of(dialect, failure),
      schemas: schemas.named,
    },
  }
}

const license = { name: 'Apache-2.0', identifier: 'Apache-2.0' }
/** Before 3.1 a licence has no identifier. */
const license_by_address = { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' }

const name_of_tag = (start: string): string => start.replace(/^\//, '')

function tag_of({ tags }: Dialect, { chapter, on: [{ path }] }: Row): string {
  const tag = chapter ?? Object.keys(tags).find((one) => path.startsWith(one))
  if (tag === undefined || !(tag in tags)) throw new Error(`${path} belongs to no tag`)
  return name_of_tag(tag)
}

/** Rows that differ only by what their query holds are one operation there. */
function operation_of(dialect: Dialect, rows: readonly Row[], schemas: Schemas, replies: ReadonlyMap<Row, Json>): Json {
  const [row] = rows
  if (!row) throw new Error('a group has a row')
  const writes = row.verb.kind === 'writes'
  const successes = rows.flatMap((one) => (one.created ? [one.success, 201] : [one.success]).map((status) => ({ status, one })))
  const answers = [...Map.groupBy(successes, ({ status }) => String(status))].map(([status, some]) => [
    status,
    reply_of(
      some.map(({ one }) => one),
      replies,
    ),
  ])
  const refused = [...new Set(rows.flatMap((one) => refusals_of(dialect, one)))].sort()
  return {
    operationId: id_of(row),
    summary: rows.map(({ says }) => says).join(' Or: '),
    tags: [tag_of(dialect, row)],
    parameters: [...parameters_of(rows, schemas), ...(writes ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : [])],
    ...(row.body ? body_of(row.body, schemas) : {}),
    responses: Object.fromEntries([...answers, ...refused.map((status) => [String(status), { $ref: `#/components/responses/${status}` }])]),
  }
}

const id_of = ({ called, on: [{ method, path }] }: Row): string =>
  called ?? `${method.toLowerCase()}${path.replaceAll(/[^A-Za-z0-9]+(\w)/g, (_all, letter: string) => letter.toUpperCase())}`

function reply_of(rows: readonly Row[], replies: ReadonlyMap<Row, Json>): Json {
  const schemas = rows.map((row) => replies.get(row) ?? {})
  const [only, ...others] = schemas
  return {
    description: 'Done.',
    headers: { 'X-Request-Id': { $ref: '#/components/headers/RequestId' } },
    content: { 'application/json': { schema: others.length === 0 ? only : { anyOf: schemas } } },
  }
}

function parameters_of(rows: readonly Row[], schemas: Schemas): Json[] {
  const [first] = rows
  const place = (where: 'path' | 'query', shape: z.ZodObject): Json[] => {
    const { properties = {}, required = [] } = members_of(shape, schemas)
    return Object.entries(properties).map(([name, { description, ...schema }]) => ({
      name,
      in: where,
      ...(description === undefined ? {} : { description }),
      // What only one of several rows asks for is not needed by all.
      ...(where === 'path' || (rows.length === 1 && required.includes(name)) ? { required: true } : {}),
      schema,
    }))
  }
  const in_query = rows.flatMap((row) => place('query', row.query))
  return [...(first ? place('path', first.path) : []), ...new Map(in_query.map((one) => [one.name, one])).values()]
}

// Zod writes an object's schema so.
const members_of = (shape: z.ZodObject, schemas: Schemas) =>
  schemas.of(shape, 'input') as { properties?: Record<string, Json>; required?: string[] }

function body_of(body: z.ZodObject, schemas: Schemas): Json {
  const schema = schemas.of(body, 'input')
  return { requestBody: { required: schema.required !== undefined, content: { 'application/json': { schema } } } }
}

const always: readonly ErrorCode[] = ['malformed', 'invalid', 'unauthenticated', 'forbidden', 'rate_limited', 'unavailable', 'bug']

function refusals_of({ status_of, reference_unknown }: Dialect, { verb, plays }: Row): number[] {
  const of_writes = verb.kind === 'writes' ? ['conflict' as const, ...(reference_unknown ? [reference_unknown] : [])] : []
  // What is played runs verbs that the row does not name.
  const of_others = plays && verb.kind === 'writes' ? (['not_found', 'refused'] as const) : []
  return [...always, ...verb.refuses.map(({ code }) => code), ...of_writes, ...of_others].map((code) => status_of[code])
}

function responses_of(dialect: Dialect, failure: Json): Record<string, Json> {
  const used = new Set(dialect.rows.flatMap((row) => refusals_of(dialect, row)))
  const statuses = [...new Set(error_codes.map((code) => dialect.status_of[code]))].filter((status) => used.has(status)).sort()
  const waiting = [dialect.status_of.rate_limited, dialect.status_of.unavailable]
  return Object.fromEntries(
    statuses.map((status) => [
      String(status),
      {
        description: STATUS_CODES[status] ?? 'Refused',
        headers: {
          'X-Request-Id': { $ref: '#/components/headers/RequestId' },
          ...(waiting.includes(status) ? { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } } : {}),
        },
        content: { 'application/json': { schema: failure } },
      },
    ]),
  )
}
