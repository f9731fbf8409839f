import cluster from 'node:cluster'
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Engine } from '../../engine/run.ts'
import { join_the_others } from './metrics-of-all.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Which interface answers, and by which verb: what requests are counted by. */
    interface?: string
    verb?: string
  }
}

const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]
type Observe = (seconds: number) => void

let of_process: Registry | undefined
/** Memory, event loop, garbage: once for the process, however many servers it holds. */
function process_metrics(): Registry {
  if (of_process) return of_process
  of_process = new Registry()
  collectDefaultMetrics({ register: of_process })
  return of_process
}

/** Figures for Prometheus. Call it before the routes are added, so that each is counted. */
export function serve_metrics(server: FastifyInstance, engine: Engine): void {
  const registry = new Registry()
  const durations = new Histogram({
    name: 'gemba_request_duration_seconds',
    help: 'How long requests took, by interface, verb and status code.',
    labelNames: ['interface', 'verb', 'status'],
    buckets,
    registers: [registry],
  })
  watch_pool(registry, engine)

  /** One look-up by number a request; the labels of each status are put together once. */
  const observer = (interface_name: string, verb: string) => {
    const by_status = new Map<number, Observe>()
    return (_request: FastifyRequest, reply: FastifyReply, done: () => void): void => {
      let observe = by_status.get(reply.statusCode)
      if (!observe) {
        const child = durations.labels(interface_name, verb, String(reply.statusCode))
        observe = (seconds) => child.observe(seconds)
        by_status.set(reply.statusCode, observe)
      }
      observe(reply.elapsedTime / 1000)
      done()
    }
  }
  server.addHook('onRoute', (route: RouteOptions) => {
    const { interface: name = 'http', verb = route.url } = route.config ?? {}
    const before = route.onResponse === undefined ? [] : [route.onResponse].flat()
    route.onResponse = [...before, observer(name, verb)]
  })
  const of_this_process = () => Registry.merge([process_metrics(), registry]).metrics()
  const read = cluster.isWorker ? join_the_others([process_metrics(), registry]) : of_this_process
  server.get('/metrics', async (_request, reply) => {
    const text = await read()
    reply.header('cache-control', 'no-store')
    if (text === undefined) return reply.code(503).header('retry-after', '1').send({ status: 'a process does not answer' })
    return reply.type(registry.contentType).send(text)
  })
}

function watch_pool(registry: Registry, engine: Engine): void {
  const registers = [registry]
  const gauge = (name: string, help: string, read: () => number): void => {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read())
      },
    })
  }
  gauge('gemba_database_connections', 'Connections to the database that are open.', () => engine.pool.totalCount)
  gauge('gemba_database_connections_idle', 'Connections to the database that nobody uses.', () => engine.pool.idleCount)
  gauge('gemba_database_waiting', 'Requests that wait for a connection.', () => engine.pool.waitingCount)
  new Counter({
    name: 'gemba_events_written_total',
    help: 'Facts written to the event log by this process.',
    registers,
    collect() {
      this.reset()
      this.inc(engine.events_written)
    },
  })
}
