// The same statements without the server: pgbench sends what one request sent, with the ids of another operation each time.

import { spawn } from 'node:child_process'
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import pg from 'pg'
import type { Work } from './load.ts'
import type { Sent } from './statements.ts'
import { as_owner, type Database } from './world.ts'

export const how_to_install =
  'pgbench was not found: the ratios are left out. It comes with PostgreSQL’s own programs (Debian, Ubuntu: apt-get install postgresql-contrib; macOS: brew install libpq).'

/** On the PATH, or where Debian keeps each version. */
export function find_pgbench(): string | null {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort().reverse() : []
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...versions.map((version) => join(debian, version, 'bin'))]
  return folders.map((folder) => join(folder, 'pgbench')).find((path) => existsSync(path)) ?? null
}

export interface Sample {
  readonly verb: string
  readonly work: Work
  readonly key: string
  readonly sent: readonly Sent[]
}

const any_uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

/** Everything in the sample's values that is another thing in another call, and the SQL of what stands there instead. */
export function tokens_of(samples: readonly Sample[], shared: readonly string[]): Map<string, string> {
  const [first] = samples
  if (!first) return new Map()
  const tokens = new Map([
    ...Object.entries(first.work).map(([name, id]): [string, string] => [id, `w.${name}::text`]),
    ...samples.map(({ key, verb }): [string, string] => [key, `'bench-${verb}-' || w.n`]),
  ])
  // Who calls and where is the same for many calls; every other id was made by the request.
  const constant = new Set(shared)
  const made = new Set(samples.flatMap(({ sent }) => sent.flatMap(ids_in)))
  const begin = Date.now()
  let kind = 256
  for (const id of made) if (!tokens.has(id) && !constant.has(id)) tokens.set(id, `bench_id(${begin}::bigint + w.n, ${kind++}, w.n)::text`)
  return tokens
}

const ids_in = ({ values }: Sent): string[] => values.flatMap((value) => value?.match(any_uuid) ?? [])

export interface Script {
  readonly verb: string
  readonly table: string
  /** Values that are the same in every call, with the name of the variable that holds each. */
  readonly constants: ReadonlyMap<string, string>
  readonly look_up: string
  readonly packets: readonly (readonly string[])[]
}

/** What varies lies in a table, a row for each call; the look-up is measured by itself and taken off. */
export async function prepare(database: Database, sample: Sample, tokens: ReadonlyMap<string, string>): Promise<Script> {
  const varies = (value: string): boolean => [...tokens.keys()].some((token) => value.includes(token))
  const constants = new Map<string, string>()
  const columns = new Map<string, string>()
  const name_of = (value: string): string => {
    const [names, letter] = varies(value) ? [columns, 'v'] : [constants, 'c']
    const name = names.get(value) ?? `${letter}${names.size}`
    names.set(value, name)
    return name
  }
  const packets = Map.groupBy(sample.sent, ({ packet }) => packet)
  const texts = [...packets.values()].map((sent) => sent.map(({ text, values }) => with_variables(text, values, name_of)))
  const table = `bench.${sample.verb}`
  const picked = [...columns].map(([value, name]) => `${filled(value, tokens)} as ${name}`)
  await as_owner(database, async (client) => {
    await client.query(`create table ${table} as select w.n, ${picked.join(', ')} from bench.work w`)
    await client.query(`alter table ${table} add primary key (n)`)
    await client.query(`grant select on ${table} to gemba_app`)
    await client.query(`vacuum analyze ${table}`)
  })
  const look_up = `select ${[...columns.values()].join(', ')} from ${table} where n = :n \\gset`
  return { verb: sample.verb, table, constants, look_up, packets: texts }
}

function with_variables(text: string, values: readonly (string | null)[], name_of: (value: string) => string): string {
  const one_line = text.replaceAll(/\s+/g, ' ').trim()
  return `${one_line.replaceAll(/\$(\d+)/g, (_all, at) => {
    const value = values[Number(at) - 1] ?? null
    return value === null ? 'null' : `:${name_of(value)}`
  })};`
}

function filled(value: string, tokens: ReadonlyMap<string, string>): string {
  return [...tokens].reduce(
    (made, [token, by]) => (value.includes(token) ? `replace(${made}, ${pg.escapeLiteral(token)}, ${by})` : made),
    pg.escapeLiteral(value),
  )
}

/** The works of pgbench, numbered as its clients ask for them. */
export const lay_out_works = (database: Database, works: readonly Work[]): Promise<unknown> =>
  as_owner(database, async (client) => {
    // A schema of its own: the server refuses to start beside a table in its own that has no row security.
    await client.query('drop schema if exists bench cascade')
    await client.query('create schema bench')
    await client.query('grant usage on schema bench to gemba_app')
    const columns = Object.keys(works[0] ?? {}).map((name) => `${name} uuid`)
    await client.query(`create table bench.work (n bigint primary key, ${columns.join(', ')})`)
    await client.query(
      `insert into bench.work select row_number() over () - 1, w.* from jsonb_to_recordset($1::jsonb) as w (${columns.join(', ')})`,
      [JSON.stringify(works)],
    )
  })

export interface Ran {
  readonly per_s: number
  readonly ms: number
}

export type Manner = 'one by one' | 'pipelined'

/** `from` is the first row of the table that this run may use. */
export async function run_pgbench(
  database: Database,
  program: string,
  script: Script,
  how: { manner: Manner; clients: number; each: number; from: number },
): Promise<Ran> {
  const begin = [`\\set i :i + 1`, `\\set n ${how.from} + :i * ${how.clients} + :client_id`, script.look_up]
  const statements = script.packets.flatMap((texts) =>
    how.manner === 'pipelined' ? ['\\startpipeline', ...texts, '\\endpipeline'] : texts,
  )
  const alone = await call_pgbench(database, program, script, how, begin)
  const whole = await call_pgbench(database, program, script, how, [...begin, ...statements])
  return { per_s: 1 / (1 / whole.per_s - 1 / alone.per_s), ms: whole.ms - alone.ms }
}

function call_pgbench(
  database: Database,
  program: string,
  { verb, constants }: Script,
  { clients, each }: { clients: number; each: number },
  lines: readonly string[],
): Promise<Ran> {
  const file = join(database.folder, `${verb}.sql`)
  writeFileSync(file, `${lines.join('\n')}\n`)
  const { host, port, user, database: name } = database.server.connection
  const variables = [...constants].flatMap(([value, variable]) => ['-D', `${variable}=${value}`])
  const words = ['-n', '-M', 'prepared', '-c', `${clients}`, '-j', '2', '-t', `${each}`, '-f', file, '-D', 'i=-1', ...variables]
  const child = spawn(program, [...words, '-h', host, '-p', `${port}`, '-U', user, name], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // As the server's own connections have it.
    env: { ...process.env, PGOPTIONS: '-c role=gemba_app -c timezone=UTC -c datestyle=ISO -c plan_cache_mode=force_generic_plan' },
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => {
      const per_s = Number(/tps = ([\d.]+)/.exec(said)?.[1] ?? Number.NaN)
      const ms = Number(/latency average = ([\d.]+)/.exec(said)?.[1] ?? Number.NaN)
      if (code !== 0 || !Number.isFinite(per_s) || /aborted/.test(said))
        reject(new Error(`pgbench (${verb}) failed:\n${said.slice(0, 3000)}`))
      else resolve({ per_s, ms })
    })
  })
}
