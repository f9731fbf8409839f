import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'

const folder = join(import.meta.dirname, 'migrations')
/** Two programs starting at once: the second waits here and finds the work done. */
const migration_lock = 7_263_541

const migrations = (): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()

const oldest_server = 160_000

export type Connection = string | { host: string; port: number; user: string; database: string }
export const client_settings = (to: Connection): pg.ClientConfig => (typeof to === 'string' ? { connectionString: to } : { ...to })

/** Brings the database to this program's shape. Each file runs once, in one transaction, under a lock. Answers the names of those that ran. */
export async function migrate(to: Connection): Promise<string[]> {
  const client = new pg.Client({ ...client_settings(to), application_name: 'gemba migrate' })
  await client.connect()
  try {
    const version = await client.query<{ server_version_num: string }>('show server_version_num')
    if (Number(version.rows[0]?.server_version_num) < oldest_server)
      throw new Error('Gemba needs PostgreSQL 16 or newer; the server at DATABASE_URL is older.')
    await client.query('select pg_advisory_lock($1)', [migration_lock])
    await make_role(client)
    await client.query('create table if not exists migrations (name text primary key, ran_at timestamptz not null default now())')
    const { rows } = await client.query<{ name: string }>('select name from migrations')
    const done = new Set(rows.map((row) => row.name))
    const ran: string[] = []
    for (const name of migrations().filter((file) => !done.has(file))) {
      await run_one(client, name)
      ran.push(name)
    }
    return ran
  } finally {
    await client.end()
  }
}

/** Roles belong to the whole server, not to one database, so this stands outside the migrations. */
async function make_role(client: pg.Client): Promise<void> {
  await client.query(`do $$ begin
    if not exists (select from pg_roles where rolname = 'gemba_app') then create role gemba_app nologin nobypassrls; end if;
    if not pg_has_role(current_user, 'gemba_app', 'set') then execute format('grant gemba_app to %I', current_user); end if;
  exception when duplicate_object or unique_violation then null; end $$`)
  await client.query('grant usage on schema public to gemba_app')
}

async function run_one(client: pg.Client, name: string): Promise<void> {
  await client.query('begin')
  try {
    await client.query(readFileSync(join(folder, name), 'utf8'))
    await client.query('insert into migrations (name) values ($1)', [name])
    await client.query('commit')
  } catch (cause) {
    await client.query('rollback')
    throw new Error(`The migration ${name} failed; the database is as it was before it.`, { cause })
  }
}
