import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import { pino } from 'pino'
import { inject, onTestFinished } from 'vitest'
import { type FirstStart, first_start } from '../src/domain/people/first-start.ts'
import { verbs } from '../src/domain/verbs.gen.ts'
import { Engine } from '../src/engine/run.ts'
import { make_app } from '../src/interfaces/app.ts'
import { new_id } from '../src/kernel/id.ts'
import { open_postgres } from '../src/postgres/pool.ts'
import type { Server } from './one-postgres-for-all.ts'

export interface Answer {
  readonly status: number
  // What a test reads out of an answer is what it asserts on; a wrong guess fails the test.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  readonly body: any
  readonly headers: Record<string, string | string[] | number | undefined>
}

export interface CallOptions {
  /** `null` calls as nobody. */
  readonly key?: string | null
  readonly headers?: Record<string, string>
}

export interface Shop {
  readonly app: FastifyInstance
  readonly engine: Engine
  readonly pool: pg.Pool
  readonly tenant_id: string
  /** For `as_owner`: the shop's own database. */
  readonly database: string
  readonly files_dir: string
  readonly admin: FirstStart
  call(
    method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE' | 'OPTIONS',
    path: string,
    body?: unknown,
    options?: CallOptions,
  ): Promise<Answer>
  close(): Promise<void>
}

export interface ShopOptions {
  readonly rate_limit_per_minute?: number
  readonly clock?: () => number
  readonly webhook_allow?: readonly string[]
}

/** Where the databases are: what a program other than vitest has started, else vitest's. */
let started: Server | undefined
export const use_server = (given: Server): void => {
  started = given
}
const server = (): Server => started ?? inject('postgres')

/** A server of one's own: a copy of the migrated database, the engine and every interface, without a socket. */
export async function open_shop(options: ShopOptions = {}): Promise<Shop> {
  const connection = { ...server(), ssl: false }
  const database = `shop_${new_id().replaceAll('-', '_')}`
  await as_owner('postgres', (client) => client.query(`create database ${database} template template_of_tests`))
  const { pool, close } = open_postgres({ ...connection, database }, { connections: 12 })
  const engine = new Engine(pool, {
    checks_answers: true,
    verbs,
    ...(options.clock ? { clock: options.clock } : {}),
    ...(options.webhook_allow ? { webhook_allow: options.webhook_allow } : {}),
  })
  const tenant_id = new_id()
  const admin = await engine.as_system('first_start', tenant_id, (context) => first_start(context, tenant_id, null))
  const files_dir = mkdtempSync(join(tmpdir(), 'gemba-files-'))
  const app = make_app(engine, {
    logger: pino({ level: process.env.TEST_LOG ?? 'silent' }),
    trusts_proxy: false,
    rate_limit_per_minute: options.rate_limit_per_minute ?? null,
    processes: 1,
    files_dir,
  })
  await app.ready()
  return {
    app,
    engine,
    pool,
    tenant_id,
    database,
    files_dir,
    admin,
    async call(method, path, body, { key = admin.key, headers = {} } = {}) {
      const response = await app.inject({
        method,
        url: path,
        headers: {
          ...(key === null ? {} : { authorization: `Bearer ${key}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
      })
      const is_json = String(response.headers['content-type'] ?? '').includes('json')
      return { status: response.statusCode, headers: response.headers, body: is_json ? response.json() : response.body }
    },
    async close() {
      await app.close()
      await close()
      rmSync(files_dir, { recursive: true, force: true })
      await as_owner('postgres', (client) => client.query(`drop database ${database} with (force)`))
    },
  }
}

/** The shop closes when the test that opened it ends. */
export async function shop_for_this_test(options: ShopOptions = {}): Promise<Shop> {
  const shop = await open_shop(options)
  onTestFinished(() => shop.close())
  return shop
}

export async function as_owner<T>(database: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ ...server(), database, ssl: false })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
