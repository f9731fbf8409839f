import { randomUUID } from 'node:crypto'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyRequest } from 'fastify'

import { GembaError } from '../../kernel/errors.ts'
import { follow_exchanges, refuse_bytes } from './no-http.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The body is JSON whatever its Content-Type says. */
    reads_any_type?: boolean
  }
}

const largest_body = 16 * 1024 * 1024
const usable_request_id = /^[A-Za-z0-9._:-]{1,200}$/

export interface HttpOptions {
  readonly logger: FastifyBaseLogger
  readonly trust_proxy: boolean
}

/** A server without routes: request ids, JSON in, and nothing that depends on which interface answers. */
export function make_server({ logger, trust_proxy }: HttpOptions): FastifyInstance {
  const server = Fastify({
    loggerInstance: logger,
    logController: new Fastify.LogController({ disableRequestLogging: true }),
    bodyLimit: largest_body,
    trustProxy: trust_proxy,
    genReqId: (request) => {
      const given = request.headers['x-request-id']
      return typeof given === 'string' && usable_request_id.test(given) ? given : randomUUID()
    },
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 500 },
    exposeHeadRoutes: false,
    forceCloseConnections: 'idle',
    clientErrorHandler: refuse_bytes,
  })
  follow_exchanges(server.server)
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    try {
      done(null, parse_body(request, body))
    } catch (error) {
      done(error as Error, undefined) // parse_body throws nothing but GembaError
    }
  })
  server.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
  })
  return server
}

function parse_body(request: FastifyRequest, body: Buffer): unknown {
  if (body.length === 0) return undefined
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  if (!request.routeOptions.config.reads_any_type && type !== 'application/json' && !type.endsWith('+json')) {
    throw new GembaError('malformed', 'not_json', 'Send JSON, with the header Content-Type: application/json.')
  }
  try {
    const parsed: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
    return parsed
  } catch (cause) {
    throw new GembaError(
      'malformed',
      'broken_json',
      `The body is not valid JSON: ${cause instanceof Error ? cause.message.slice(0, 200) : 'it cannot be read'}.`,
      { cause },
    )
  }
}

/** Fastify's own failures, in our vocabulary; anything else is ours to mend. */
export function as_gemba_error(error: unknown): GembaError {
  if (error instanceof GembaError) return error
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500
  if (status >= 400 && status < 500) {
    const message = status === 413 ? `The body is larger than ${largest_body / 1024 / 1024} MiB.` : 'This request cannot be read.'
    return new GembaError('malformed', 'unreadable', message, { cause: error })
  }
  return new GembaError('bug', 'unexpected', 'Something went wrong on our side. Give the request id when you report it.', { cause: error })
}
