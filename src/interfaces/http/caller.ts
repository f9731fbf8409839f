import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Caller } from '../../engine/caller.ts'
import type { Engine } from '../../engine/run.ts'
import { GembaError } from '../../kernel/errors.ts'
import { token_in_cookies } from './cookies.ts'
import type { RateLimit } from './rate-limit.ts'

/** `Authorization: Bearer …`, or `X-API-Key`, or what a browser keeps. */
function token_of(request: FastifyRequest): string | null {
  const header = request.headers.authorization
  if (header !== undefined) {
    const [scheme = '', token = ''] = header.trim().split(/\s+/)
    if (scheme.toLowerCase() === 'bearer' && token !== '') return token
    throw new GembaError('unauthenticated', 'authorization_unreadable', 'Send the key as Authorization: Bearer <key>.')
  }
  const key = request.headers['x-api-key']
  return typeof key === 'string' && key !== '' ? key : token_in_cookies(request)
}

const one = (header: string | string[] | undefined): string | undefined => (Array.isArray(header) ? header[0] : header)

export function caller_of(request: FastifyRequest): Caller {
  return {
    token: token_of(request),
    request_id: request.id,
    address: request.ip,
    idempotency_key: one(request.headers['idempotency-key']),
    expected_revision: revision_of(one(request.headers['if-match'])),
  }
}

/** `"7"` or `W/"7"` as we hand it out; `*` asks for nothing. */
function revision_of(if_match: string | undefined): number | undefined {
  if (if_match === undefined || if_match.trim() === '*') return undefined
  const tag = /^(?:W\/)?"(\d{1,15})"$/.exec(if_match.trim())
  if (!tag) throw new GembaError('stale', 'etag_unknown', 'This If-Match is not an ETag of ours. Read the thing again and send its ETag.')
  return Number(tag[1])
}

/** Counts the request against its key and says so in the headers, whatever the answer becomes. */
export async function count_request(engine: Engine, limit: RateLimit, caller: Caller, reply: FastifyReply): Promise<void> {
  const signed_in = await engine.who(caller)
  if (!signed_in) return
  const taken = limit.take(signed_in.actor.id, signed_in.rate_limit_per_minute, engine.now())
  if (!taken) return
  reply.headers({
    'x-ratelimit-limit': taken.limit,
    'x-ratelimit-remaining': taken.remaining,
    'x-ratelimit-reset': Math.ceil(taken.resets_at / 1000),
  })
  reply.header('ratelimit-limit', taken.limit).header('ratelimit-remaining', taken.remaining).header('ratelimit-reset', taken.resets_in_s)
  if (taken.allowed) return
  reply.header('retry-after', taken.resets_in_s)
  throw new GembaError(
    'rate_limited',
    'too_many_requests',
    `This key may make ${taken.limit} requests a minute. Wait ${taken.resets_in_s} s.`,
    {
      facts: { remaining: 0, limit: taken.limit, retry_after_s: taken.resets_in_s, resets_at: new Date(taken.resets_at).toISOString() },
    },
  )
}
