import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { type EmbeddedServer, startEmbedded } from '../src/postgres/embedded.ts'
import { migrate } from '../src/postgres/migrate.ts'

export type Server = EmbeddedServer['connection']

declare module 'vitest' {
  interface ProvidedContext {
    postgres: Server
  }
}

/** One real server for the whole run, with a migrated database that every test file gets a copy of. */
export default async function one_postgres_for_all(project: TestProject): Promise<() => Promise<void>> {
  const { server, stop } = await start_for_tests()
  project.provide('postgres', server)
  return stop
}

export async function start_for_tests(): Promise<{ server: Server; stop: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'gemba-test-'))
  const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' }
  const server = await startEmbedded({ dataDir: folder, say: () => {}, settings })
  const client = new pg.Client({ ...server.connection, ssl: false })
  await client.connect()
  await client.query('create database template_of_tests')
  await client.end()
  await migrate({ ...server.connection, database: 'template_of_tests' })
  return {
    server: server.connection,
    stop: async () => {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
