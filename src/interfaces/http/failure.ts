import type { FastifyReply, FastifyRequest } from 'fastify'
import type { GembaError } from '../../kernel/errors.ts'

/** What goes with a failure whatever its body: only our own faults are logged as errors, and who may try again hears when. */
export function note_failure(error: GembaError, request: FastifyRequest, reply: FastifyReply): void {
  if (error.code === 'bug') request.log.error({ err: error.cause ?? error, request_id: request.id }, error.reason)
  else if (error.code === 'unavailable') request.log.warn({ err: error.cause, request_id: request.id }, error.reason)
  if (error.code === 'unauthenticated') reply.header('www-authenticate', 'Bearer')
  const wait = error.facts.retry_after_s
  if (typeof wait === 'number') reply.header('retry-after', wait)
}
