import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { is_anothers } from '../../engine/anothers.ts'
import { type Caller, nobody } from '../../engine/caller.ts'
import { not_signed_in } from '../../engine/permission.ts'
import type { Engine } from '../../engine/run.ts'
import { GembaError } from '../../kernel/errors.ts'
import { prepared } from '../docs/prepared.ts'
import { caller_of, count_request } from '../http/caller.ts'
import { note_failure } from '../http/failure.ts'
import type { RateLimit } from '../http/rate-limit.ts'
import { as_gemba_error } from '../http/server.ts'
import { version } from '../http/version.ts'
import { in_their_names, question_of } from './asking.ts'
import type { Asked, Dialect, On, Question, Row } from './dialect.ts'
import { openapi_of } from './openapi.ts'
import { player_of } from './several.ts'

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

interface Serving {
  readonly server: FastifyInstance
  readonly engine: Engine
  readonly dialect: Dialect
  readonly limit: RateLimit
}

/** Puts a dialect's rows on the server, below each of its prefixes, and its document beside ours. */
export function serve_dialect(server: FastifyInstance, engine: Engine, dialect: Dialect, limit: RateLimit): void {
  const serving = { server, engine, dialect, limit }
  serve_document(serving)
  const places = dialect.rows.flatMap((row) => row.on.map((on) => ({ row, on })))
  for (const [route, answering] of Map.groupBy(places, ({ on }) => `${on.method} ${on.path}`)) serve_route(serving, route, answering)
  for (const url of dialect.owns) serve_rest_of(serving, url)
}

function serve_document({ server, dialect }: Serving): void {
  const document = prepared('application/json; charset=utf-8', () => JSON.stringify(openapi_of(dialect, version)))
  for (const path of [`/openapi/${dialect.name}.json`, ...(dialect.document ? [dialect.document.path] : [])]) {
    server.get(path, (request, reply) => {
      reply.header('access-control-allow-origin', '*')
      return document(request, reply)
    })
  }
}

type Admit = (request: FastifyRequest, reply: FastifyReply) => Promise<void>

/** What every route of a dialect has: its headers, and failures in its own shape. `admit` runs before a body is read. */
const common = (dialect: Dialect, admit: Admit) => ({
  onRequest: async (request: FastifyRequest, reply: FastifyReply) => {
    if (dialect.cors) reply.headers(dialect.cors.headers)
    if (dialect.asks_who_first && request.method !== 'OPTIONS') await admit(request, reply)
  },
  errorHandler: (thrown: unknown, request: FastifyRequest, reply: FastifyReply) => fail(dialect, thrown, null, request, reply),
})

interface Choice {
  readonly row: Row
  readonly on: On
}

/** Rows that differ only by their query share a route; those that ask for something in it come first. */
function serve_route(serving: Serving, route: string, answering: readonly Choice[]): void {
  const { server, engine, dialect } = serving
  const [method = '', path = ''] = route.split(' ')
  const choices = [...answering].sort((a, b) => Number(b.on.when !== null) - Number(a.on.when !== null))
  const verb = choices.at(-1)?.row.verb.name ?? ''
  for (const prefix of dialect.prefixes) {
    server.route({
      ...common(dialect, async (request) => {
        const row = chosen(choices, request)
        if (row) await engine.permitted(row.verb, caller_on(row, request))
      }),
      method,
      url: prefix + path,
      config: { interface: dialect.name, verb, reads_any_type: dialect.reads_any_type ?? false },
      handler: (request, reply) => {
        const row = chosen(choices, request)
        if (!row) throw nothing_at(dialect, path)
        return respond(serving, row, request, reply)
      },
    })
  }
}

/** Where no row answers: another method would, or nothing. */
function serve_rest_of({ server, engine, dialect }: Serving, url: string): void {
  const { cors, rows, name } = dialect
  const config = { interface: name, verb: 'none', reads_any_type: dialect.reads_any_type ?? false }
  const say_no = (request: FastifyRequest, reply: FastifyReply): never => {
    const path = path_of(dialect, request)
    const there = rows.flatMap(({ on }) => on).filter((on) => is_at(on, path))
    if (there.length === 0) throw nothing_at(dialect, path)
    const allowed = [...new Set(there.map(({ method }) => method))]
    reply.header('allow', [...allowed, ...(cors ? ['OPTIONS'] : [])].join(', '))
    throw method_not_allowed(allowed)
  }
  const known = common(dialect, async (request, reply) => {
    if (!(await engine.who(caller_of(request)))) throw not_signed_in()
    say_no(request, reply)
  })
  server.route({ ...known, url, config, method: [...methods], handler: say_no })
  if (cors)
    server.route({ ...known, url, config, method: 'OPTIONS', handler: (_request, reply) => reply.type('text/plain').send(cors.body) })
}

const caller_on = (row: Row, request: FastifyRequest): Caller => ({ ...caller_of(request), scopes: row.scopes })

async function respond({ engine, dialect, limit }: Serving, row: Row, request: FastifyRequest, reply: FastifyReply) {
  const caller = caller_on(row, request)
  await count_request(engine, limit, caller, reply)
  const question = question_of(row, {
    // Fastify hands over what its router and query parser made: text by name.
    params: request.params as Record<string, string>,
    query: request.query as Record<string, string | string[]>,
    body: request.body,
  })
  try {
    const actor = (await engine.who(caller))?.actor ?? nobody
    if (row.plays) {
      const {
        status = row.success,
        headers = {},
        body,
      } = await row.plays(
        player_of(engine, caller, actor, (error) => note_failure(error, request, reply)),
        question,
      )
      if (engine.checks_answers && !(body instanceof Readable)) row.reply.parse(body)
      return reply.code(status).headers(headers).send(body)
    }
    const { output, replayed } = await engine.run(row.verb, caller, question.ours, question.faults)
    const body = row.gives(output, question.ours, actor)
    if (engine.checks_answers) row.reply.parse(body)
    if (replayed) reply.header('idempotent-replayed', 'true')
    return reply.code(row.created?.(output) ? 201 : row.success).send(body)
  } catch (thrown) {
    const error = await unless_foreign(engine, dialect, caller, question, as_gemba_error(thrown))
    return fail(dialect, in_their_names(error, question), question, request, reply)
  }
}

/** Where the page orders it, another company's thing is not "not there" but "not yours". */
async function unless_foreign(
  engine: Engine,
  dialect: Dialect,
  caller: Caller,
  { ours }: Question,
  error: GembaError,
): Promise<GembaError> {
  if (!dialect.tells_foreign || error.code !== 'not_found' || typeof ours.id !== 'string') return error
  return (await is_anothers(engine, caller, ours.id)) ? new GembaError('forbidden', 'anothers', 'This belongs to another company.') : error
}

function fail(dialect: Dialect, thrown: unknown, asked: Asked | null, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const error = as_gemba_error(thrown)
  note_failure(error, request, reply)
  const { status, body } = dialect.fails(error, asked, request.id)
  return reply.code(status).send(body)
}

function chosen(choices: readonly Choice[], request: FastifyRequest): Row | undefined {
  // Fastify's query parser makes an object of texts.
  const query = request.query as Record<string, unknown>
  return choices.find(
    ({ on: { when } }) => when === null || (when.value === null ? when.member in query : query[when.member] === when.value),
  )?.row
}

/** The path as the rows have it: without what stands before it, and without a slash behind. */
function path_of({ prefixes }: Dialect, request: FastifyRequest): string {
  const path = (request.url.split('?')[0] ?? '').replace(/(?<=.)\/$/, '')
  const [prefix = ''] = prefixes.filter((one) => path.startsWith(one)).sort((a, b) => b.length - a.length)
  return path.slice(prefix.length)
}

function is_at(on: On, path: string): boolean {
  const theirs = path.split('/')
  const ours = on.path.split('/')
  return ours.length === theirs.length && ours.every((piece, at) => piece.startsWith(':') || piece === theirs[at])
}

const method_not_allowed = (allowed: readonly string[]): GembaError =>
  new GembaError('malformed', 'method_not_allowed', `This address takes ${allowed.join(', ')}.`)

const nothing_at = (dialect: Dialect, path: string): GembaError =>
  dialect.nothing_at?.(path) ?? new GembaError('not_found', 'route_unknown', `There is nothing at ${path}.`)
