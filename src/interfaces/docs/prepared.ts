import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'

const compressed = promisify(gzip)

interface Bytes {
  readonly plain: Buffer
  readonly small: Buffer
  readonly etag: string
}

/** Answers with something that never changes while the program runs: made when first asked for, then handed out as bytes. */
export function prepared(type: string, make: () => string | Buffer | Promise<Buffer>, cache = 'no-cache') {
  let made: Promise<Bytes> | undefined
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    made ??= bytes_of(make)
    const { plain, small, etag } = await made
    reply.headers({ etag, vary: 'accept-encoding', 'cache-control': cache }).type(type)
    if (request.headers['if-none-match'] === etag) return reply.code(304).send()
    if (!/\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) return reply.send(plain)
    return reply.header('content-encoding', 'gzip').send(small)
  }
}

async function bytes_of(make: () => string | Buffer | Promise<Buffer>): Promise<Bytes> {
  const plain = Buffer.from(await make())
  const etag = `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`
  return { plain, small: await compressed(plain), etag }
}
