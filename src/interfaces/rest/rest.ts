import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Engine } from '../../engine/run.ts'
import { GembaError } from '../../kernel/errors.ts'
import type { AnyVerb } from '../../kernel/verb.ts'
import { caller_of, count_request } from '../http/caller.ts'
import { note_failure } from '../http/failure.ts'
import type { RateLimit } from '../http/rate-limit.ts'
import { as_gemba_error } from '../http/server.ts'
import { problem_document, status_of_refusal } from './problem-document.ts'
import { read_query } from './query.ts'
import { route_of } from './route.ts'

/** The native API: one route for each verb, made from the verb. Those with bytes are served where the bytes are. */
export function serve_rest(server: FastifyInstance, engine: Engine, verbs: readonly AnyVerb[], limit: RateLimit): void {
  for (const verb of verbs.filter((one) => one.bytes === undefined)) {
    const route = route_of(verb)
    server.route({
      method: route.method,
      url: route.path.replace('{id}', ':id'),
      config: { interface: 'rest', verb: verb.name },
      handler: async (request, reply) => {
        const caller = caller_of(request)
        await count_request(engine, limit, caller, reply)
        const { output, replayed } = await engine.run(verb, caller, input_of(verb, route, request))
        if (replayed) reply.header('idempotent-replayed', 'true')
        if (typeof output.revision === 'number') reply.header('etag', `"${output.revision}"`)
        return reply.code(route.success).send(output)
      },
    })
  }
}

function input_of(verb: AnyVerb, route: ReturnType<typeof route_of>, request: FastifyRequest): unknown {
  // Fastify hands over what its router and query parser made: text by name.
  const params = request.params as Record<string, string>
  if (route.takes === 'query') return { ...read_query(verb.input, request.query as Record<string, string>), ...params }
  const body = request.body ?? {}
  if (typeof body !== 'object' || Array.isArray(body)) throw new GembaError('malformed', 'not_an_object', 'The body must be a JSON object.')
  return { ...body, ...params }
}

/** Anything thrown on a route of ours, as a problem document. */
export function send_problem(thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const error = as_gemba_error(thrown)
  note_failure(error, request, reply)
  return reply.code(status_of_refusal(error)).type('application/problem+json').send(problem_document(error, request.id))
}
