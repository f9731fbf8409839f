// A database of its own with real flushes, and the real program as a child.

import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { type EmbeddedServer, startEmbedded } from '../src/postgres/embedded.ts'

const program = resolve(import.meta.dirname, '../bin/gemba.mjs')
/** A key of this run only; the database is thrown away behind it. */
export const admin_key = 'ery_live_bench_0123456789abcdef'

export interface Database {
  readonly folder: string
  readonly server: EmbeddedServer
  readonly url: string
}

/** `surroundings` are set for PostgreSQL alone, and only while it starts. */
export async function start_database(folder: string, surroundings: Record<string, string> = {}): Promise<Database> {
  Object.assign(process.env, surroundings)
  const server = await startEmbedded({ dataDir: folder, say: (line) => console.log(`  ${line}`) })
  for (const name of Object.keys(surroundings)) delete process.env[name]
  const { host, port, user, database } = server.connection
  return { folder, server, url: `postgres://${user}@localhost:${port}/${database}?host=${encodeURIComponent(host)}` }
}

export const new_folder = (): string => mkdtempSync(join(tmpdir(), 'gemba-bench-'))
export const remove_folder = (folder: string): void => rmSync(folder, { recursive: true, force: true })

export async function as_owner<T>(database: Database, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ ...database.server.connection, ssl: false })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

export interface Program {
  readonly port: number
  readonly pid: number
  stop(): Promise<void>
}

/** `gemba serve`, as anybody starts it, with that database as its DATABASE_URL. */
export async function start_program(database: Database): Promise<Program> {
  const child = spawn(process.execPath, [program, 'serve'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      PORT: '0',
      DATABASE_URL: database.url,
      GEMBA_DATA_DIR: join(database.folder, 'data'),
      GEMBA_ADMIN_KEY: admin_key,
    },
  })
  const port = await port_of(child)
  const exited = new Promise<void>((done) => {
    child.once('exit', () => done())
  })
  return {
    port,
    pid: child.pid ?? 0,
    stop: () => {
      child.kill('SIGTERM')
      return exited
    },
  }
}

function port_of(child: ChildProcess): Promise<number> {
  return new Promise((found, failed) => {
    child.once('exit', (code) => failed(new Error(`the server ended with code ${code}`)))
    // Its standard output is a pipe by the options above.
    if (!child.stdout) return failed(new Error('the server has no output'))
    createInterface(child.stdout).on('line', (line) => {
      const port = /is up on http:\/\/[^:]+:(\d+)/.exec(line)?.[1]
      if (port !== undefined) found(Number(port))
    })
  })
}
