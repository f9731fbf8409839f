// Talking to the server: has it started, and does it have our database?

import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import type { Launched } from './embedded-launch.ts'

export interface Connection {
  host: string
  port: number
  user: string
  database: string
}

/** Waits until the server answers. Recovery after a crash may take long and is waited for; silence is not. */
export async function answer(server: Launched, cluster: string, connection: Connection): Promise<string | undefined> {
  let giveUp = Date.now() + 60_000
  let problem = ''
  while (Date.now() < giveUp) {
    const how = server.how()
    if (how !== undefined) return how
    try {
      // Where there is no folder lock, another program's server may listen at this very address.
      const owner = Number.parseInt(await readFile(join(cluster, 'postmaster.pid'), 'utf8'), 10)
      if (owner !== server.pid) throw new Error(`process ${owner} has the folder`)
      await query({ ...connection, database: 'postgres' }, 'select 1')
      return undefined
    } catch (error) {
      if (error instanceof pg.DatabaseError && error.code !== '57P03') return undefined
      if (error instanceof pg.DatabaseError) giveUp = Date.now() + 60_000
      problem = String(error)
    }
    await Promise.race([server.ended, delay(30)])
  }
  return `no answer (${problem})`
}

export async function createDatabase(connection: Connection): Promise<void> {
  const maintenance = { ...connection, database: 'postgres' }
  const found = await query(maintenance, `select from pg_database where datname = '${connection.database}'`)
  if (found === 0) await query(maintenance, `create database ${connection.database}`)
}

async function query(connection: Connection, text: string): Promise<number> {
  // `ssl` is said because PGSSLMODE in the user's shell would count otherwise.
  const client = new pg.Client({ ...connection, ssl: false, connectionTimeoutMillis: 5_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    return (await client.query(text)).rowCount ?? 0
  } finally {
    await client.end().catch(() => {})
  }
}

export async function freePort(): Promise<number> {
  const server = createServer()
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  server.once('error', reject)
  server.listen(0, '127.0.0.1', () => {
    const address = server.address()
    server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no free port'))))
  })
  return promise
}
