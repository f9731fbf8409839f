// Starting, pausing, resuming and completing: over HTTP, and as bare statements beside it.

import { type Call, type Driven, drive } from './drive.ts'
import { startable, type Work } from './load.ts'
import { find_pgbench, lay_out_works, type Manner, prepare, type Ran, run_pgbench, type Sample, tokens_of } from './pgbench.ts'
import { cpu_of } from './processes.ts'
import type { Listener } from './statements.ts'
import { admin_key, as_owner, type Database, type Program } from './world.ts'

export const verbs = ['start', 'pause', 'resume', 'complete'] as const
export const connections = 16

export interface Measured extends Driven {
  readonly server_ms: number
  readonly postgres_ms: number
}

export interface Compared {
  readonly verb: string
  readonly statements: number
  readonly http: Measured
  readonly bare: Readonly<Record<Manner, Ran>> | null
}

export interface Place {
  readonly database: Database
  readonly program: Program
  readonly listener: Listener
}

type CallOf = (verb: string, work: Work, key: string) => Call

const operation_call: CallOf = (verb, work, key) => ({
  method: 'POST',
  path: `/v1/operations/${work.operation_id}/${verb}`,
  key: admin_key,
  body: {},
  idempotency_key: key,
})

export async function measured({ program, database }: Pick<Place, 'program' | 'database'>, run: () => Promise<Driven>): Promise<Measured> {
  const before = cpu_of(program.pid, database.server.pid() ?? 0)
  const driven = await run()
  const after = cpu_of(program.pid, database.server.pid() ?? 0)
  return {
    ...driven,
    server_ms: (after.server_ms - before.server_ms) / driven.requests,
    postgres_ms: (after.postgres_ms - before.postgres_ms) / driven.requests,
  }
}

export async function one_verb(
  place: Pick<Place, 'program' | 'database'>,
  verb: string,
  works: readonly Work[],
  call_of = operation_call,
): Promise<Measured> {
  const rest = works.values()
  let n = 0
  const next = (): Call | undefined => {
    const { value, done } = rest.next()
    return done ? undefined : call_of(verb, value, `http-${verb}-${Object.values(value)[0]}-${n++}`)
  }
  return measured(place, () => drive(place.program.port, connections, Number.POSITIVE_INFINITY, next))
}

/** Starting, pausing, resuming and completing the same operations. */
export async function compare(
  place: Place,
  tenant_id: string,
  calls: { readonly http_calls: number; readonly bare_calls: number },
  say: (line: string) => void,
): Promise<Compared[]> {
  const works = await as_owner(place.database, (client) => startable(client, tenant_id))
  return compare_calls(place, { verbs, works, call_of: operation_call, ...calls }, say)
}

interface Comparing {
  /** Each is done to the same works, one after the other. */
  readonly verbs: readonly string[]
  readonly works: readonly Work[]
  readonly call_of: CallOf
  readonly http_calls: number
  readonly bare_calls: number
}

/** Takes every verb in turn: over HTTP, then the bare statements, so that both meet the same minute of the machine. */
export async function compare_calls(
  place: Place,
  { verbs: doing, works, call_of, http_calls, bare_calls }: Comparing,
  say: (line: string) => void,
): Promise<Compared[]> {
  const { database, listener } = place
  const [sample_work] = works
  if (!sample_work) throw new Error('there is nothing to do it to')
  const each = Math.floor(bare_calls / connections)
  const warming = works.slice(1, 1 + Math.ceil(http_calls / 5))
  const over_http = works.slice(1 + warming.length, 1 + warming.length + http_calls)
  const bare = works.slice(1 + warming.length + http_calls, 1 + warming.length + http_calls + 2 * each * connections)
  if (bare.length < 2 * each * connections) throw new Error('there are too few things for that many calls')
  for (const verb of doing) await one_verb(place, verb, warming, call_of)

  const samples = await captured(listener, sample_work, doing, call_of)
  const tokens = tokens_of(samples, await shared_ids(database))
  await lay_out_works(database, bare)
  const pgbench = find_pgbench()
  const compared: Compared[] = []
  for (const sample of samples) {
    const http = await one_verb(place, sample.verb, over_http, call_of)
    say(`${sample.verb}: ${http.per_s.toFixed(0)} requests/s over HTTP`)
    const ran = pgbench === null ? null : await run_bare(database, pgbench, sample, tokens, each)
    if (ran) say(`${sample.verb}: ${ran['one by one'].per_s.toFixed(0)}/s by pgbench, ${ran.pipelined.per_s.toFixed(0)}/s pipelined`)
    compared.push({ verb: sample.verb, statements: sample.sent.length, http, bare: ran })
  }
  return compared
}

async function run_bare(
  database: Database,
  pgbench: string,
  sample: Sample,
  tokens: ReadonlyMap<string, string>,
  each: number,
): Promise<Record<Manner, Ran>> {
  const script = await prepare(database, sample, tokens)
  const how = { clients: connections, each }
  return {
    'one by one': await run_pgbench(database, pgbench, script, { ...how, manner: 'one by one', from: 0 }),
    pipelined: await run_pgbench(database, pgbench, script, { ...how, manner: 'pipelined', from: each * connections }),
  }
}

async function captured(listener: Listener, work: Work, doing: readonly string[], call_of: CallOf): Promise<Sample[]> {
  // The first request of a connection asks who it is.
  await listener.hear({ method: 'GET', path: '/v1/lines', key: admin_key })
  const samples: Sample[] = []
  for (const verb of doing) {
    const key = `sample-${verb}-${Object.values(work)[0]}`
    const { status, sent, body } = await listener.hear(call_of(verb, work, key))
    if (status !== 200) throw new Error(`${verb} answered ${status}: ${body}`)
    samples.push({ verb, work, key, sent })
  }
  return samples
}

const shared_ids = (database: Database): Promise<string[]> =>
  as_owner(database, async (client) => {
    const { rows } = await client.query<{ id: string }>(
      'select id from tenants union select id from people union select id from api_keys union select id from workstations union select id from products union select id from routings union select id from routing_steps',
    )
    return rows.map(({ id }) => id)
  })
