import type { FastifyInstance } from 'fastify'
import { is_ready } from '../../engine/ready.ts'
import type { Engine } from '../../engine/run.ts'
import { version } from './version.ts'

const longest_ms = 1000

/** For whoever restarts the process (`/health`) and whoever sends it requests (`/ready`). Nothing of any tenant's is in them. */
export function serve_health(server: FastifyInstance, engine: Engine): void {
  server.get('/health', (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'ok', version }))
  server.get('/ready', async (_request, reply) => {
    const ready = await is_ready(engine.pool, longest_ms)
    reply.header('cache-control', 'no-store')
    if (ready) return reply.send({ status: 'ready', version })
    return reply.code(503).header('retry-after', '1').send({ status: 'database away', version })
  })
}
