// The server's own code in this process, with a pool that is listened to: which statements does one request send?

import { pino } from 'pino'
import { verbs } from '../src/domain/verbs.gen.ts'
import { Engine } from '../src/engine/run.ts'
import { make_app } from '../src/interfaces/app.ts'
import { open_postgres } from '../src/postgres/pool.ts'
import type { Call } from './drive.ts'
import type { Database } from './world.ts'

export interface Sent {
  readonly text: string
  readonly values: readonly (string | null)[]
  /** Its place among those that left in one packet. */
  readonly packet: number
}

interface Given {
  readonly text: string
  readonly values?: readonly unknown[]
}

export interface Listener {
  /** What the request sent, and its status. */
  hear(call: Call): Promise<{ readonly status: number; readonly sent: readonly Sent[]; readonly body: string }>
  close(): Promise<void>
}

export async function listen(database: Database): Promise<Listener> {
  let sent: Sent[] = []
  let packet = 0
  let open = false
  const { pool, close } = open_postgres(database.server.connection, { connections: 2 })
  pool.on('connect', (client) => {
    const query = client.query.bind(client)
    const heard = (given: string | Given, ...rest: unknown[]): unknown => {
      const { text, values = [] } = typeof given === 'string' ? { text: given } : given
      if (!open) packet++
      if (!open)
        process.nextTick(() =>
          setImmediate(() => {
            open = false
          }),
        )
      open = true
      sent.push({ text, values: values.map(as_sent), packet })
      // The same arguments as were given, to the same method.
      return (query as (...all: unknown[]) => unknown)(given, ...rest)
    }
    Object.assign(client, { query: heard })
  })
  const app = make_app(new Engine(pool, { verbs }), {
    logger: pino({ level: 'silent' }),
    trusts_proxy: false,
    rate_limit_per_minute: null,
    processes: 1,
    files_dir: database.folder,
  })
  await app.ready()
  return {
    async hear({ method, path, key, body, idempotency_key }) {
      sent = []
      packet = 0
      const headers = {
        authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(idempotency_key === undefined ? {} : { 'idempotency-key': idempotency_key }),
      }
      const answer = await app.inject({ method, url: path, headers, ...(body === undefined ? {} : { payload: JSON.stringify(body) }) })
      return { status: answer.statusCode, sent, body: answer.body }
    },
    async close() {
      await app.close()
      await close()
    },
  }
}

/** As `pg` puts a value into the packet; every statement of ours sends text. */
function as_sent(value: unknown): string | null {
  if (value === null || value === undefined) return null
  if (Array.isArray(value)) return `{${value.map((one) => JSON.stringify(String(one))).join(',')}}`
  return String(value)
}
