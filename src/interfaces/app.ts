import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import { verbs } from '../domain/verbs.gen.ts'
import type { Engine } from '../engine/run.ts'
import { GembaError } from '../kernel/errors.ts'
import type { AnyVerb } from '../kernel/verb.ts'
import type { Dialect } from './dialects/dialect.ts'
import { eryxon } from './dialects/eryxon/eryxon.ts'
import { meskit } from './dialects/meskit/meskit.ts'
import { serve_dialect } from './dialects/serve.ts'
import { serve_docs } from './docs/serve.ts'
import { serve_files } from './files/serve.ts'
import { serve_health } from './http/health.ts'
import { serve_metrics } from './http/metrics.ts'
import { RateLimit } from './http/rate-limit.ts'
import { make_server } from './http/server.ts'
import { serve_paper } from './paper/serve.ts'
import { serve_stream } from './realtime/stream.ts'
import { send_problem, serve_rest } from './rest/rest.ts'
import { serve_web } from './web/serve.ts'

export interface AppOptions {
  readonly logger: FastifyBaseLogger
  readonly trusts_proxy: boolean
  readonly rate_limit_per_minute: number | null
  readonly processes: number
  /** Where the contents of files lie. */
  readonly files_dir: string
}

export const all_verbs: readonly AnyVerb[] = Object.values(verbs)
export const dialects: readonly Dialect[] = [eryxon, meskit]

/** Every HTTP interface on one server. */
export function make_app(engine: Engine, options: AppOptions): FastifyInstance {
  const server = make_server({ logger: options.logger, trust_proxy: options.trusts_proxy })
  const limit = new RateLimit(options.rate_limit_per_minute, options.processes)
  server.setErrorHandler(send_problem)
  server.setNotFoundHandler((request, reply) => {
    send_problem(
      new GembaError('not_found', 'route_unknown', `There is nothing at ${request.method} ${request.url.split('?')[0]}. See /docs.`),
      request,
      reply,
    )
  })
  serve_metrics(server, engine)
  serve_health(server, engine)
  serve_docs(server, all_verbs, dialects)
  serve_rest(server, engine, all_verbs, limit)
  serve_stream(server, engine, limit)
  serve_web(server, engine, limit)
  serve_files(server, engine, limit, options.files_dir)
  serve_paper(server, engine, limit)
  for (const dialect of dialects) serve_dialect(server, engine, dialect, limit)
  return server
}
