import pg from 'pg'
import { moment_from_postgres } from '../kernel/time.ts'
import { type Connection, client_settings } from './migrate.ts'

const oid = { int8: 20, date: 1082, timestamptz: 1184, numeric: 1700, timestamptz_array: 1185, int8_array: 1016 }

/** Moments stay text, whole numbers become numbers: nothing here ever exceeds 2⁵³. */
const types = new pg.TypeOverrides()
types.setTypeParser(oid.int8, Number)
types.setTypeParser(oid.numeric, Number)
types.setTypeParser(oid.date, (text) => text)
types.setTypeParser(oid.timestamptz, moment_from_postgres)

export interface Postgres {
  readonly pool: pg.Pool
  close(): Promise<void>
}

/**
 * Connections on which row security is in force from the first moment: the role is part of the start-up packet, so even `reset role`
 * leads back to it. Statements are pipelined.
 */
export function open_postgres(to: Connection, options: { connections?: number; on_lost?: (cause: Error) => void } = {}): Postgres {
  const pool = new pg.Pool({
    ...client_settings(to),
    max: options.connections ?? 20,
    min: 2,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 10_000,
    application_name: 'gemba',
    // Our statements are written for the plan they get: planning each anew cost more than running it.
    options:
      '-c role=gemba_app -c timezone=UTC -c datestyle=ISO -c lock_timeout=10s -c statement_timeout=30s -c idle_in_transaction_session_timeout=30s -c plan_cache_mode=force_generic_plan',
    // `pipeline` and `types` are newer than their published types.
    ...({ pipeline: true, types, ...(typeof to === 'string' ? {} : { ssl: false }) } as object),
  })
  // Without a listener a lost idle connection would end the process; the next query simply opens another.
  pool.on('error', (cause) => options.on_lost?.(cause))
  // The same for one that is lost on its way to whoever asked for it, when the pool no longer listens and they do not listen yet.
  pool.on('connect', (client) => client.on('error', () => {}))
  return { pool, close: () => pool.end() }
}

/** Refuses to serve where a table would show other tenants' rows to the program's role. */
export async function assert_row_security(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ who: string; bypasses: boolean; open_tables: string[] }>(`
    select current_user as who, (select rolbypassrls or rolsuper from pg_roles where rolname = current_user) as bypasses,
      array(select c.relname::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relrowsecurity and c.relname not in ('migrations', 'server_facts')) as open_tables`)
  const [found] = rows
  if (found?.who !== 'gemba_app' || found.bypasses || found.open_tables.length > 0) {
    throw new Error(
      `Row security is not in force (role ${found?.who}, tables without it: ${found?.open_tables.join(', ') || 'none'}). Gemba will not start.`,
    )
  }
}

/** `pg` keeps this to itself: the connection's socket. */
interface WithStream {
  readonly connection: { readonly stream: { cork(): void; uncork(): void } }
}

const gathering = new WeakSet<pg.PoolClient>()

/**
 * What one turn of the event loop sends on a connection leaves in one packet. `pg` writes each statement by itself, and a system call
 * costs more than most statements: a third of the server's time went into them.
 */
export function gather(client: pg.PoolClient): void {
  if (gathering.has(client)) return
  gathering.add(client)
  // Every client of the pool has a connection with a socket; only its type is not published.
  const { stream } = (client as unknown as WithStream).connection
  stream.cork()
  process.nextTick(() => {
    gathering.delete(client)
    stream.uncork()
  })
}
