// Each list for a shop with many jobs and for one with few, turn by turn in the same database.

import { all_verbs, dialects } from '../src/interfaces/app.ts'
import { route_of } from '../src/interfaces/rest/route.ts'
import { name_parts } from '../src/kernel/verb.ts'
import { Connection, percentile } from './drive.ts'
import type { Listener } from './statements.ts'

export interface Compared {
  readonly path: string
  readonly few_ms: number
  readonly many_ms: number
  /** Statements sent for ten rows of few, and for a hundred of many. */
  readonly few_statements: number
  readonly many_statements: number
}

/** A list that takes seconds is known to be slow after a few. */
const longest_ms = 4_000

export interface Keys {
  readonly few: string
  readonly many: string
}

/** Every list that comes in pages and needs nothing but a key, native and of each dialect, and the ways they are usually asked. */
export function list_paths(): string[] {
  const native = all_verbs.filter((verb) => name_parts(verb.name).word === 'list').map((verb) => route_of(verb).path)
  const foreign = dialects.flatMap((dialect) =>
    dialect.rows
      .filter(({ verb, wire }) => name_parts(verb.name).word === 'list' && 'limit' in wire.shape)
      .flatMap(({ on: [{ method, path, when }] }) => (method === 'GET' && !when ? [path] : [])),
  )
  const asked = [
    '/v1/jobs?status=running',
    '/v1/jobs?with_total=true',
    '/v1/jobs?expand=operations',
    '/v1/operations?status=waiting',
    '/v1/operations?workable=true',
    '/v1/events?name=operation.started',
    '/api-jobs?status=in_progress',
    '/api-parts?status=in_progress',
    '/api-operations?status=not_started',
  ]
  return [...native, ...foreign, ...asked].filter((path) => !path.includes('{') && !path.includes(':'))
}

const limited = (path: string, limit: number): string => `${path}${path.includes('?') ? '&' : '?'}limit=${limit}`

/** Those that answer both shops; one that is not for everybody, or that needs more, is left out. */
export async function compare_lists(port: number, listener: Listener, keys: Keys, times: number): Promise<Compared[]> {
  const connection = await Connection.open(port)
  const compared: Compared[] = []
  for (const path of list_paths()) {
    const url = limited(path, 100)
    const answers = [
      await connection.send({ method: 'GET', path: url, key: keys.few }),
      await connection.send({ method: 'GET', path: url, key: keys.many }),
    ]
    if (answers.some(({ status }) => status !== 200)) continue

    const few: number[] = []
    const many: number[] = []
    const begun = performance.now()
    for (let n = 0; n < times && performance.now() - begun < longest_ms; n++) {
      for (const [key, took] of n % 2 === 0
        ? ([
            [keys.few, few],
            [keys.many, many],
          ] as const)
        : ([
            [keys.many, many],
            [keys.few, few],
          ] as const)) {
        const sent = performance.now()
        await connection.send({ method: 'GET', path: url, key })
        took.push(performance.now() - sent)
      }
    }
    const median = (took: number[]): number =>
      percentile(
        took.sort((a, b) => a - b),
        0.5,
      )
    const [few_sent, many_sent] = [await statements(listener, limited(path, 10), keys.few), await statements(listener, url, keys.many)]
    compared.push({ path, few_ms: median(few), many_ms: median(many), few_statements: few_sent, many_statements: many_sent })
  }
  connection.close()
  return compared
}

async function statements(listener: Listener, path: string, key: string): Promise<number> {
  // The first request with a key asks who that is.
  await listener.hear({ method: 'GET', path, key })
  return (await listener.hear({ method: 'GET', path, key })).sent.length
}
