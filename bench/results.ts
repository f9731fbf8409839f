import { cpus, release, totalmem } from 'node:os'
import type { Compared as ComparedList } from './lists.ts'
import { size_of } from './load.ts'
import { how_to_install } from './pgbench.ts'
import type { Asked } from './requests.ts'
import type { UnitsMeasured } from './units.ts'
import type { Compared, Measured } from './work.ts'

export interface Results {
  readonly plan: { readonly jobs: number; readonly few: number; readonly http_calls: number; readonly bare_calls: number }
  readonly connections: number
  /** Of a flush of this disk. */
  readonly flush: number
  readonly lists: readonly ComparedList[]
  readonly work: readonly Compared[]
  readonly asked: readonly Asked[]
  readonly units: UnitsMeasured
  readonly memory: { readonly idle_mib: number; readonly after_mib: number; readonly peak_mib: number; readonly rested_mib: number }
  readonly slow: readonly (Measured & { readonly verb: string })[] | null
}

const whole = (n: number): string => Math.round(n).toLocaleString('en')
const exact = (n: number): string => n.toFixed(2)
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map((_, at) => (at === 0 ? '---' : '---:')), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

const figures = ({ per_s, p50_ms, p99_ms, server_ms, postgres_ms }: Measured): string[] => [
  whole(per_s),
  exact(p50_ms),
  exact(p99_ms),
  exact(server_ms),
  exact(postgres_ms),
]
const heads = ['requests/s', 'p50 ms', 'p99 ms', 'CPU ms server', 'CPU ms PostgreSQL']

/** How often per second all four verbs can be done once, times four. */
const together = (per_s: readonly number[]): number => per_s.length / per_s.reduce((all, one) => all + 1 / one, 0)

export function results_page(results: Results): string {
  const { plan, connections, flush, memory } = results
  const { jobs, parts, operations, events } = size_of(plan.jobs)
  return `# What \`npm run bench\` measured

Written by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}; \`npm run bench -- --small\` tries it out and writes nothing.

- Machine: ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'CPU'}, ${whole(totalmem() / 2 ** 30)} GiB, ${process.platform} ${release()}, Node ${process.versions.node};
  server, PostgreSQL and the client that measures share it. A flush of 8 KiB takes ${exact(flush)} ms (median).
- Database: the embedded PostgreSQL as it is delivered, every commit flushed; ${whole(jobs)} jobs, ${whole(parts)} parts, ${whole(operations)} operations, ${whole(events)} events.
- Server: \`gemba serve\`, one process, as it is delivered; ${connections} connections, the next request as soon as the last is answered.

## Operations

${whole(plan.http_calls)} operations of as many jobs go through the four verbs over HTTP, each with an \`Idempotency-Key\`, a clock and its events. Beside each, \`pgbench\` runs the
statements that one such request sent (${[...new Set(results.work.map(({ statements }) => statements))].join(' or ')} of them, prepared, ${connections} connections) for ${whole(plan.bare_calls)} other operations: one by one, as pgbench usually does, and pipelined in the server's own two packets.
What pgbench needs to look up its ids is measured alone and taken off.

${work_table(results.work)}
${results.work.some(({ bare }) => bare === null) ? `\n${how_to_install}\n` : ''}
With every flush made 1 ms longer, as on an ordinary disk:

${
  results.slow === null
    ? 'Left out: there is no C compiler here to build `slow-flush.c` with.'
    : table(
        ['', ...heads.slice(0, 3)],
        results.slow.map(({ verb, ...one }) => [verb, ...figures(one).slice(0, 3)]),
      )
}

## Other requests

${table(
  ['', ...heads],
  results.asked.map(({ what, ...one }) => [what, ...figures(one)]),
)}

## Units

${whole(results.units.units)} units in progress. \`move_unit\` as above, at ${connections} connections, units of different jobs; the others are asked by one client.

${work_table([results.units.move])}

${table(
  ['', 'p50 ms', 'wanted', 'p99 ms', 'CPU ms server', 'CPU ms PostgreSQL'],
  results.units.asked.map(({ what, wanted_ms, p50_ms, p99_ms, server_ms, postgres_ms }) => [
    what,
    exact(p50_ms),
    `${wanted_ms}`,
    exact(p99_ms),
    exact(server_ms),
    exact(postgres_ms),
  ]),
)}

## Lists

p50 of a page of a hundred, one request at a time, turn by turn for two companies in the same database: ${whole(plan.few)} jobs and ${whole(plan.jobs)}. Wanted: at most 1.2 ×.
Statements: for 10 rows of the smaller company, and for 100 of the larger; \`begin\`, the engine's own and \`commit\` are three of them.

${table(
  ['', `${whole(plan.few)} jobs, ms`, `${whole(plan.jobs)} jobs, ms`, 'ratio', 'statements'],
  results.lists.map(({ path, few_ms, many_ms, few_statements, many_statements }) => [
    `\`${path}\``,
    exact(few_ms),
    exact(many_ms),
    exact(many_ms / few_ms),
    few_statements === many_statements ? `${few_statements}` : `${few_statements} → ${many_statements}`,
  ]),
)}

## Memory

The server's resident memory: ${whole(memory.idle_mib)} MiB before, ${whole(memory.after_mib)} MiB right after all of this, ${whole(memory.rested_mib)} MiB a quarter of a minute
later, ${whole(memory.peak_mib)} MiB at most. Wanted: under 300 MiB.
`
}

function work_table(work: readonly Compared[]): string {
  const ratio = (http: number, bare: number | undefined): string => (bare === undefined ? '–' : exact(http / bare))
  const rate = (bare: number | undefined): string => (bare === undefined ? '–' : whole(bare))
  const rows = work.map(({ verb, http, bare }) => [
    verb,
    ...figures(http),
    rate(bare?.['one by one'].per_s),
    ratio(http.per_s, bare?.['one by one'].per_s),
    rate(bare?.pipelined.per_s),
    ratio(http.per_s, bare?.pipelined.per_s),
  ])
  const rates = (pick: (one: Compared) => number | undefined): number | undefined => {
    const all = work.flatMap((one) => pick(one) ?? [])
    return all.length === work.length ? together(all) : undefined
  }
  const http = together(work.map((one) => one.http.per_s))
  const [one_by_one, pipelined] = [rates(({ bare }) => bare?.['one by one'].per_s), rates(({ bare }) => bare?.pipelined.per_s)]
  const sum = [
    'all together',
    whole(http),
    '',
    '',
    '',
    '',
    rate(one_by_one),
    ratio(http, one_by_one),
    rate(pipelined),
    ratio(http, pipelined),
  ]
  return table(['', ...heads, 'pgbench/s', 'ratio', 'pipelined/s', 'ratio'], work.length === 1 ? rows : [...rows, sum])
}
