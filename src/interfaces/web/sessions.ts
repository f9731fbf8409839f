import type { FastifyInstance } from 'fastify'
import { verbs } from '../../domain/verbs.gen.ts'
import type { Engine } from '../../engine/run.ts'
import { GembaError } from '../../kernel/errors.ts'
import { caller_of, count_request } from '../http/caller.ts'
import { drop_cookie, keep_cookie, session_cookie, tablet_cookie } from '../http/cookies.ts'
import type { RateLimit } from '../http/rate-limit.ts'

const a_year_s = 365 * 24 * 3600

/**
 * `/session` and `/tablet`: the API's own sign-in, with the token kept in a cookie that no script can read. A tablet is signed in by a key
 * of its own, so that those who stand at it need but their PIN.
 */
export function serve_sessions(server: FastifyInstance, engine: Engine, limit: RateLimit): void {
  const config = (verb: string) => ({ config: { interface: 'web', verb } })

  server.post('/session', config('sessions.create'), async (request, reply) => {
    assert_own_page(request.headers)
    const caller = caller_of(request)
    await count_request(engine, limit, caller, reply)
    const { output } = await engine.run(verbs['sessions.create'], { ...caller, idempotency_key: undefined }, request.body ?? {})
    const { token, ...rest } = output
    keep_cookie(request, reply, { name: session_cookie, token, max_age_s: Math.ceil((Date.parse(rest.expires_at) - engine.now()) / 1000) })
    return reply.code(201).send(rest)
  })

  server.delete('/session', config('sessions.end'), async (request, reply) => {
    assert_own_page(request.headers)
    drop_cookie(reply, session_cookie)
    const caller = caller_of(request)
    const signed_in = await engine.who(caller)
    if (signed_in?.actor.kind === 'person') await engine.run(verbs['sessions.end'], caller, {})
    return reply.send({})
  })

  server.post<{ Body: { key?: unknown } | undefined }>('/tablet', config('api_keys.get'), async (request, reply) => {
    assert_own_page(request.headers)
    const key = request.body?.key
    const signed_in = typeof key === 'string' ? await engine.who({ ...caller_of(request), token: key }) : null
    if (typeof key !== 'string' || signed_in?.actor.kind !== 'key')
      throw new GembaError('invalid', 'tablet_key_unknown', 'Give an API key of this server for the tablet.')
    keep_cookie(request, reply, { name: tablet_cookie, token: key, max_age_s: a_year_s })
    return reply.code(201).send({})
  })

  server.delete('/tablet', config('api_keys.get'), async (request, reply) => {
    assert_own_page(request.headers)
    drop_cookie(reply, tablet_cookie)
    return reply.send({})
  })
}

function assert_own_page(headers: Readonly<Record<string, unknown>>): void {
  if (headers['x-requested-by'] !== 'gemba')
    throw new GembaError('forbidden', 'not_our_page', 'This is for the web pages of this server. Programs use POST /v1/sessions.')
}
