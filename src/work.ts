import { pino } from 'pino'
import { open_database } from './database.ts'
import { tasks } from './domain/tasks.gen.ts'
import { Work } from './engine/work.ts'
import { make_courier, make_engine } from './make-engine.ts'
import { on_end } from './on-end.ts'
import { assert_row_security, open_postgres } from './postgres/pool.ts'
import type { Settings } from './settings.ts'

const say = (line: string): void => console.log(line)

/** Background work without HTTP, beside servers that were started with GEMBA_WORK=off. */
export async function work(settings: Settings): Promise<void> {
  const logger = pino({ level: settings.log_level })
  const database = await open_database(settings, say)
  const postgres = open_postgres(database.connection, {
    connections: settings.connections,
    on_lost: (cause) => logger.warn({ err: cause }, 'a database connection was lost'),
  })
  await assert_row_security(postgres.pool)
  const engine = make_engine(settings, postgres)
  const background = new Work(engine, tasks, (error, name) => logger.error({ err: error, task: name }, 'a task failed'))
  const courier = make_courier(settings, postgres, engine, logger)
  background.start()
  courier.start()
  say(`Gemba does its background work: ${[...tasks.map(({ name }) => name), 'webhooks'].join(', ')}`)
  on_end(async () => {
    await Promise.all([background.stop(), courier.stop()])
    await postgres.close()
    await database.stop()
  })
}

/** Brings the database to this version's shape, and says what that took. */
export async function migrate_only(settings: Settings): Promise<void> {
  const database = await open_database(settings, say)
  await database.stop()
  say(database.ran.length === 0 ? 'The database has this version’s shape already.' : `Done:\n${database.ran.join('\n')}`)
}
