import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { contentMissing, fileInForm, fileTooLarge, fileWithoutBytes, largest_file } from '../../domain/integrations/files/file.ts'
import { verbs } from '../../domain/verbs.gen.ts'
import type { Caller } from '../../engine/caller.ts'
import type { Engine } from '../../engine/run.ts'
import { GembaError } from '../../kernel/errors.ts'
import { caller_of, count_request } from '../http/caller.ts'
import type { RateLimit } from '../http/rate-limit.ts'
import { read_query } from '../rest/query.ts'
import { attachment } from './disposition.ts'
import { keep_content, open_content, sweep } from './store.ts'

const create = verbs['files.create']
const content = verbs['files.content']

/** The bytes of files, in and out. Who may, and what a file belongs to, is the verbs' matter. */
export function serve_files(server: FastifyInstance, engine: Engine, limit: RateLimit, folder: string): void {
  server.addHook('onReady', () => sweep(folder, engine.now()))
  server.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
    scope.post('/v1/files', { config: { interface: 'rest', verb: create.name } }, async (request, reply) => {
      const caller = caller_of(request)
      await count_request(engine, limit, caller, reply)
      return take_in(engine, folder, caller, request, reply)
    })
  })
  server.get('/v1/files/:id/content', { config: { interface: 'rest', verb: content.name } }, async (request, reply) => {
    const caller = caller_of(request)
    await count_request(engine, limit, caller, reply)
    return hand_out(engine, folder, caller, request, reply)
  })
}

/** Asks the verb before the first byte is read, and again with what has been stored. */
async function take_in(engine: Engine, folder: string, caller: Caller, request: FastifyRequest, reply: FastifyReply) {
  // Fastify's query parser makes text by name.
  const given = read_query(create.input, request.query as Record<string, string>)
  await assert_welcome(engine, caller, given)
  const media_type = media_type_of(request)
  if (Number(request.headers['content-length'] ?? 0) > largest_file) throw too_large(reply)
  const stored = await keep_content(folder, await tenant_of(engine, caller), bytes_of(request)).catch((error: unknown) => {
    throw error instanceof GembaError && error.reason === fileTooLarge.reason ? too_large(reply) : error
  })
  const { output, replayed } = await engine.run(create, { ...caller, bytes: { ...stored, media_type } }, given)
  if (replayed) reply.header('idempotent-replayed', 'true')
  return reply.code(201).send(output)
}

async function assert_welcome(engine: Engine, caller: Caller, given: unknown): Promise<void> {
  try {
    await engine.run(create, { ...caller, idempotency_key: undefined }, given)
  } catch (error) {
    if (!(error instanceof GembaError) || error.reason !== fileWithoutBytes.reason) throw error
  }
}

/** What is left of the body is not read, so the connection cannot go on. */
function too_large(reply: FastifyReply): GembaError {
  reply.header('connection', 'close')
  return fileTooLarge.because()
}

const bytes_of = ({ body }: FastifyRequest): Readable => (body instanceof Readable ? body : Readable.from([]))

/** What curl says of itself when nobody tells it better means nothing. */
function media_type_of(request: FastifyRequest): string {
  const given = (request.headers['content-type'] ?? '').trim().toLowerCase()
  if (given.startsWith('multipart/form-data')) throw fileInForm.because()
  const usable = /^[\w.+-]+\/[\w.+-]+(\s*;[\x20-\x7e]*)?$/.test(given) && given.length <= 255
  return usable && !given.startsWith('application/x-www-form-urlencoded') ? given : 'application/octet-stream'
}

/** The company in which the key acts; a sandbox is one of its own. */
async function tenant_of(engine: Engine, caller: Caller): Promise<string> {
  const signed_in = await engine.who(caller)
  if (!signed_in) throw new GembaError('unauthenticated', 'not_signed_in', 'Send an API key or a session: Authorization: Bearer <key>.')
  return signed_in.actor.tenant_id
}

async function hand_out(engine: Engine, folder: string, caller: Caller, request: FastifyRequest, reply: FastifyReply) {
  // The router makes text by name.
  const { output: file } = await engine.run(content, caller, request.params as { id: string })
  const etag = `"${file.sha256}"`
  const headers = {
    etag,
    'cache-control': 'private, no-cache',
    'content-disposition': attachment(file.name),
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
  }
  if (has_already(request, etag)) return reply.code(304).headers(headers).send()
  const opened = await open_content(folder, await tenant_of(engine, caller), file.sha256)
  if (!opened) throw contentMissing.because()
  reply.headers({ ...headers, 'content-type': file.media_type, 'content-length': file.size_bytes })
  return reply.send(opened.createReadStream())
}

function has_already(request: FastifyRequest, etag: string): boolean {
  const known = (request.headers['if-none-match'] ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  return known.includes(etag) || known.includes('*')
}
