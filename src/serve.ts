import cluster from 'node:cluster'
import { join } from 'node:path'
import { pino } from 'pino'
import { open_database } from './database.ts'
import { first_start } from './domain/people/first-start.ts'
import { tasks } from './domain/tasks.gen.ts'
import type { Engine } from './engine/run.ts'
import { Work } from './engine/work.ts'
import { type Http, start_processes } from './http-processes.ts'
import { make_app } from './interfaces/app.ts'
import { new_id } from './kernel/id.ts'
import { make_courier, make_engine } from './make-engine.ts'
import { on_end } from './on-end.ts'
import type { Connection } from './postgres/migrate.ts'
import { assert_row_security, open_postgres, type Postgres } from './postgres/pool.ts'
import type { Settings } from './settings.ts'

const say = (line: string): void => console.log(line)

/** Starts the database, then the HTTP processes, then the background work; ends all of them in the opposite order on Ctrl-C. */
export async function serve(settings: Settings, begin = greet): Promise<void> {
  if (cluster.isWorker) return serve_http(settings, connection_from_parent())
  const logger = pino({ level: settings.log_level })
  const database = await open_database(settings, say)
  const postgres = open_postgres(database.connection, {
    connections: settings.connections,
    on_lost: (cause) => logger.warn({ reason: cause.message }, 'a database connection was lost'),
  })
  await assert_row_security(postgres.pool)
  const engine = make_engine(settings, postgres)
  await begin(settings, engine)
  const http = settings.processes === 1 ? await listen(settings, engine, logger) : await start_processes(settings, database.connection)
  const work = new Work(engine, tasks, (error, name) => logger.error({ err: error, task: name }, 'a task failed'))
  const courier = make_courier(settings, postgres, engine, logger)
  if (settings.works) {
    work.start()
    courier.start()
  }
  const shown = settings.host.includes(':') ? `[${settings.host}]` : settings.host
  say(`Gemba is up on http://${shown}:${http.port}`)

  on_end(async () => {
    await http.close()
    await Promise.all([work.stop(), courier.stop()])
    await engine.key_use.save().catch(() => {})
    await postgres.close()
    await database.stop()
  })
}

async function listen(settings: Settings, engine: Engine, logger: pino.Logger): Promise<Http> {
  const app = make_app(engine, {
    logger,
    trusts_proxy: settings.trusts_proxy,
    rate_limit_per_minute: settings.rate_limit_per_minute,
    processes: settings.processes,
    files_dir: join(settings.data_dir, 'files'),
  })
  await app.listen({ port: settings.port, host: settings.host })
  const address = app.server.address()
  return { port: typeof address === 'object' && address ? address.port : settings.port, close: () => app.close() }
}

/** A worker's parent has read the settings and started the database already. */
const connection_from_parent = (): Connection => JSON.parse(process.env.GEMBA_CONNECTION ?? '""') as Connection

async function serve_http(settings: Settings, connection: Connection): Promise<void> {
  const logger = pino({ level: settings.log_level })
  const postgres: Postgres = open_postgres(connection, { connections: Math.max(4, Math.ceil(settings.connections / settings.processes)) })
  const engine = make_engine(settings, postgres)
  const http = await listen(settings, engine, logger)
  const saving = setInterval(() => engine.key_use.save().catch(() => {}), 2000)
  on_end(async () => {
    clearInterval(saving)
    await http.close()
    await engine.key_use.save().catch(() => {})
    await postgres.close()
  })
}

/** On the very first start there is a shop and somebody to run it; what opens the door is shown this once. */
export async function greet(settings: Settings, engine: Engine): Promise<void> {
  const { rows } = await engine.pool.query<{ n: number }>('select count(*) as n from all_tenants()')
  if ((rows[0]?.n ?? 0) > 0) return
  const made = await engine.as_system('first_start', new_id(), (context) =>
    first_start(context, context.actor.tenant_id, settings.admin_key),
  )
  say(`This is the first start. Keep these; they are not shown again:
  sign in   ${made.email}
  password  ${made.password}
  API key   ${settings.admin_key === null ? made.key : 'the one in GEMBA_ADMIN_KEY'}
`)
}
