import { mkdirSync } from 'node:fs'
import { startEmbedded } from './postgres/embedded.ts'
import { type Connection, migrate } from './postgres/migrate.ts'
import type { Settings } from './settings.ts'

export interface Database {
  readonly connection: Connection
  /** The migrations that had to be run. */
  readonly ran: readonly string[]
  stop(): Promise<void>
}

/** The database the settings name, or our own under the data folder, in this program's shape. */
export async function open_database(settings: Settings, say: (line: string) => void): Promise<Database> {
  if (settings.database_url !== null) {
    const ran = await migrate(settings.database_url)
    return { connection: settings.database_url, ran, stop: async () => {} }
  }
  mkdirSync(settings.data_dir, { recursive: true })
  const server = await startEmbedded({ dataDir: settings.data_dir, say })
  const ran = await migrate(server.connection)
  return { connection: server.connection, ran, stop: () => server.stop() }
}
