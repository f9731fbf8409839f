import type { z } from 'zod'
import { all_verbs, dialects } from '../src/interfaces/app.ts'
import type { On, Row } from '../src/interfaces/dialects/dialect.ts'
import { route_of } from '../src/interfaces/rest/route.ts'
import { type AnyVerb, name_parts } from '../src/kernel/verb.ts'
import { type Schema, schema_of } from './schema.ts'

/** Something a client can send a request to, as its contract has it. */
export interface Place {
  /** `POST /v1/jobs/{id}/start`: what figures are told by. */
  readonly name: string
  readonly interface: string
  readonly method: string
  /** Members of the path stand in braces. */
  readonly path: string
  readonly in_path: Schema
  readonly in_query: Schema
  readonly in_body: Schema | null
  /** What the query must hold, or another row would answer. */
  readonly fixed: Readonly<Record<string, string>>
  readonly verb: AnyVerb | null
  /** What its own `id` is of. */
  readonly noun: string
}

const nothing: Schema = { type: 'object', properties: {} }

function of_verb(verb: AnyVerb): Place {
  const { method, path, takes, has_id } = route_of(verb)
  const { properties: { id, ...others } = {}, ...whole } = schema_of(verb.input)
  const properties = { ...(id && !has_id ? { id } : {}), ...others }
  const rest: Schema = { ...whole, properties, required: (whole.required ?? []).filter((one) => one in properties) }
  const in_path: Schema = id && has_id ? { type: 'object', properties: { id }, required: ['id'] } : nothing
  return {
    name: `${method} ${path}`,
    interface: 'native',
    method,
    path,
    in_path,
    in_query: takes === 'query' ? rest : nothing,
    in_body: takes === 'body' ? rest : null,
    fixed: {},
    verb,
    noun: name_parts(verb.name).subject,
  }
}

function of_row(dialect: string, prefix: string, row: Row, on: On): Place {
  const part = (shape: z.ZodObject): Schema => schema_of(shape)
  const { when } = on
  const asked = when === null ? '' : `?${when.member}${when.value === null ? '' : `=${when.value}`}`
  return {
    name: `${on.method} ${prefix}${on.path}${asked}`,
    interface: dialect,
    method: on.method,
    path: prefix + on.path.replaceAll(/:(\w+)/g, '{$1}'),
    in_path: part(row.path),
    in_query: part(row.query),
    in_body: row.body && part(row.body),
    fixed: when?.value ? { [when.member]: when.value } : {},
    verb: row.verb,
    noun: name_parts(row.verb.name).subject,
  }
}

const of_everybody = (method: string, path: string): Place => ({
  ...{ name: `${method} ${path}`, interface: 'http', method, path, fixed: {}, verb: null, noun: '' },
  ...{ in_path: nothing, in_query: nothing, in_body: null },
})

const for_anybody = ['/health', '/ready', '/metrics', '/openapi.json', '/docs', '/docs/errors', '/docs/roles', '/docs/start.js']

/** Every route of every interface. Of a row, each way to ask for it. */
export const places: readonly Place[] = [
  ...all_verbs.map(of_verb),
  ...dialects.flatMap(({ name, prefixes, rows }) =>
    prefixes.flatMap((prefix) => rows.flatMap((row) => row.on.map((on) => of_row(name, prefix, row, on)))),
  ),
  ...[...for_anybody, ...dialects.map(({ name }) => `/openapi/${name}.json`)].map((path) => of_everybody('GET', path)),
]
