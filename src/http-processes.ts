import cluster from 'node:cluster'
import { answer_for_all } from './interfaces/http/metrics-of-all.ts'
import type { Connection } from './postgres/migrate.ts'
import type { Settings } from './settings.ts'

export interface Http {
  readonly port: number
  close(): Promise<void>
}

const pause_before_another_ms = 500

/** Several processes answer HTTP on one port. One that dies is replaced; one that cannot even begin ends the start. */
export async function start_processes(settings: Settings, connection: Connection): Promise<Http> {
  let ending = false
  const start = (): Promise<number> =>
    new Promise((resolve, reject) => {
      const worker = cluster.fork({ GEMBA_CONNECTION: JSON.stringify(connection) })
      worker.on('listening', ({ port }) => resolve(port))
      worker.on('exit', () => {
        reject(new Error(`An HTTP process ended at once. Is port ${settings.port} in use?`))
        setTimeout(() => {
          if (!ending) start().catch(() => {}) // its own exit starts the next
        }, pause_before_another_ms)
      })
    })
  answer_for_all()
  const [port = settings.port] = await Promise.all(Array.from({ length: settings.processes }, start))
  return {
    port,
    close: async () => {
      ending = true
      const workers = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined)
      const ended = workers.map((worker) => new Promise((resolve) => worker.once('exit', resolve)))
      for (const worker of workers) worker.kill('SIGTERM')
      await Promise.all(ended)
    },
  }
}
