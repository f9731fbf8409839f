import type { Logger } from 'pino'
import { verbs } from './domain/verbs.gen.ts'
import { bell, listen } from './engine/news.ts'
import { Engine } from './engine/run.ts'
import { Courier } from './interfaces/webhooks/courier.ts'
import type { Postgres } from './postgres/pool.ts'
import type { Settings } from './settings.ts'

/** The engine as every process of a server has it: what it writes is heard in all of them. */
export const make_engine = ({ webhook_allow }: Settings, { pool }: Postgres): Engine =>
  new Engine(pool, { on_committed: bell(pool), webhook_allow, verbs })

/** Who takes events to webhooks, in the process that does the background work. */
export const make_courier = ({ webhook_allow: allow }: Settings, { pool }: Postgres, engine: Engine, logger: Logger): Courier =>
  new Courier(engine, {
    allow,
    listen: (on_news) => listen(pool, on_news),
    on_failure: (error) => logger.error({ err: error }, 'webhooks are at a standstill, and tried again'),
  })
