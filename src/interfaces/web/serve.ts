import { existsSync, readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Engine } from '../../engine/run.ts'
import { prepared } from '../docs/prepared.ts'
import type { RateLimit } from '../http/rate-limit.ts'
import { serve_sessions } from './sessions.ts'

/** Made by `npm ci` (`vite build web`). */
const built = join(import.meta.dirname, '..', '..', '..', 'dist', 'web')

/** Addresses of the app; what else is asked for is not there. */
const pages = ['/', '/sign-in', '/terminal', '/terminal/*', '/jobs', '/jobs/*', '/setup', '/setup/*']

/** Only files of this server; pictures also from what the page itself holds: what was taken, and what is drawn. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "media-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')
const page_headers = {
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'permissions-policy': 'camera=(self), microphone=(), geolocation=()',
}

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
}

const not_built = 'The web pages are not built. Run `npm run prepare` once, then start again. The API is at /docs.\n'

/** The web app at `/`: files as they were built, and the two addresses that keep a sign-in in a cookie. */
export function serve_web(server: FastifyInstance, engine: Engine, limit: RateLimit): void {
  serve_sessions(server, engine, limit)
  const index = existsSync(join(built, 'index.html'))
    ? prepared('text/html; charset=utf-8', () => readFile(join(built, 'index.html')))
    : async (_: unknown, reply: FastifyReply) => reply.code(503).type('text/plain').send(not_built)
  const config = { interface: 'web', verb: 'none' }
  for (const page of pages) {
    server.get(page, { config }, (request, reply) => {
      reply.headers(page_headers)
      return index(request, reply)
    })
  }
  const files = existsSync(built) ? readdirSync(built, { recursive: true, encoding: 'utf8' }).filter((file) => extname(file) in types) : []
  for (const file of files) {
    // Names of assets change with their content.
    const cache = file.startsWith('assets') ? 'public, max-age=31536000, immutable' : 'no-cache'
    const send = prepared(types[extname(file)] ?? '', () => readFile(join(built, file)), cache)
    server.get(`/${file.replaceAll('\\', '/')}`, { config }, (request, reply) => {
      reply.header('x-content-type-options', 'nosniff')
      return send(request, reply)
    })
  }
}
