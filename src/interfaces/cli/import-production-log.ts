import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { SingleBar } from 'cli-progress'
import type { Finding, LogRow } from '../../domain/integrations/imports/log-row.ts'
import type { verbs } from '../../domain/verbs.gen.ts'
import type { Output } from '../../kernel/verb.ts'
import { post } from './import-call.ts'
import { summary_of, Total } from './import-summary.ts'
import { overlaps_of } from './overlaps.ts'
import { read_log_file } from './production-log-file.ts'
import type { Client } from './request.ts'

export const import_usage = `gemba import production-log FILE.csv --time-zone ZONE [--dry-run] [--open] [--source NAME] [--url URL] [--key KEY]

  --time-zone ZONE   the zone of the file's local times, such as Asia/Jerusalem
  --dry-run          only say what would be made
  --open             leave the jobs open; otherwise each is completed at its last row
  --source NAME      which log this is, where the company has several (main)
  --url, --key       the server and an API key of a planner; else GEMBA_URL and GEMBA_API_KEY`

const options = {
  'time-zone': { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
  open: { type: 'boolean', default: false },
  source: { type: 'string', default: 'main' },
  url: { type: 'string' },
  key: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const

interface Screen {
  /** What was asked for: the summary. */
  out(text: string): void
  readonly progress: NodeJS.WritableStream & { readonly isTTY?: boolean }
}

const terminal: Screen = { out: (text) => console.log(text), progress: process.stderr }

/** `gemba import production-log …`: a client of the server like any other. */
export async function import_production_log(words: readonly string[], known: Client, screen: Screen = terminal): Promise<void> {
  const { values: given, positionals } = parseArgs({ args: [...words], options, allowPositionals: true })
  const [what, path, ...more] = positionals
  if (given.help) return screen.out(import_usage)
  if (what !== 'production-log' || path === undefined || more.length > 0)
    throw new Error(`Say what to import, and one file.\n\n${import_usage}`)
  const { source, 'time-zone': time_zone, 'dry-run': dry_run } = given
  if (time_zone === undefined) throw new Error(`Say --time-zone: the file's times are local ones.\n\n${import_usage}`)
  const client: Client = { url: given.url ?? known.url, key: given.key ?? known.key }
  if (client.key === undefined) throw new Error('Give an API key: --key, or GEMBA_API_KEY.')

  const { rows, findings } = await read_log_file(path)
  const total = new Total(findings)
  const batches = batches_of(rows)
  const bar = progress_on(screen.progress, `${dry_run ? 'Checking' : 'Importing'} ${basename(path)}`, rows.length)
  try {
    for (const batch of batches) {
      await send_rows(client, { source, time_zone, dry_run }, batch, total)
      bar.advance(batch.length)
    }
    if (!dry_run && !given.open) {
      const job_numbers = [...new Set(rows.map(({ work_order }) => work_order))].filter((number) => number !== '' && number.length <= 255)
      for (const some of in_lots(job_numbers, 50)) {
        const sent = await post<Output<(typeof verbs)['imports.finish']>>(client, '/v1/imports/finish', { source, job_numbers: some })
        if ('refused' in sent) throw new Error(sent.refused.detail)
        total.completed_jobs += sent.answer.completed.jobs
      }
    }
  } finally {
    bar.end()
  }
  screen.out(
    summary_of({
      file: basename(path),
      rows,
      dry_run,
      open: given.open,
      total,
      people: overlaps_of(rows, 'operator'),
      machines: overlaps_of(rows, 'machine'),
    }),
  )
}

interface Asked {
  readonly source: string
  readonly time_zone: string
  readonly dry_run: boolean
}

/** Rows that the server cannot even store are told like all others, and the rest of the batch goes on without them. */
async function send_rows(client: Client, asked: Asked, rows: readonly LogRow[], total: Total): Promise<void> {
  const sent = await post<Output<(typeof verbs)['imports.production_log']>>(client, '/v1/imports/production-log', { ...asked, rows })
  if ('answer' in sent) return total.add(sent.answer)
  const { detail, errors } = sent.refused
  const faults = new Map<LogRow, Finding>()
  for (const { field, message } of errors) {
    const [, index, cell = 'row'] = /^rows\[(\d+)\](?:\.(\w+))?/.exec(field) ?? []
    const row = rows[Number(index ?? -1)]
    if (!row) throw new Error([detail, ...errors.map((error) => `  ${error.field}: ${error.message}`)].join('\n'))
    faults.set(row, { line: row.line, reason: 'row_unreadable', message: `${cell}: ${message}`, taken: false })
  }
  if (faults.size === 0) throw new Error(detail)
  total.findings.push(...faults.values())
  const rest = rows.filter((row) => !faults.has(row))
  if (rest.length > 0) await send_rows(client, asked, rest, total)
}

const most_rows = 500

/** All rows of a work order together, as far as they fit, so that its operations are numbered in the order in which they began. */
export function batches_of<Row extends Pick<LogRow, 'work_order' | 'start'>>(rows: readonly Row[]): Row[][] {
  const batches: Row[][] = []
  let batch: Row[] = []
  for (const of_one of Map.groupBy(rows, (row) => row.work_order).values()) {
    if (batch.length > 0 && batch.length + of_one.length > most_rows) {
      batches.push(batch)
      batch = []
    }
    const in_order = of_one.length > most_rows ? of_one.toSorted((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0)) : of_one
    const lots = in_lots(in_order, most_rows)
    batches.push(...lots.slice(0, -1))
    batch.push(...(lots.at(-1) ?? []))
  }
  return batch.length > 0 ? [...batches, batch] : batches
}

const in_lots = <One>(all: readonly One[], most: number): One[][] =>
  Array.from({ length: Math.ceil(all.length / most) }, (_, lot) => all.slice(lot * most, (lot + 1) * most))

interface Progress {
  advance(rows: number): void
  end(): void
}

/** A bar where somebody looks at it, and a line now and then where the output goes to a file. */
function progress_on(stream: Screen['progress'], label: string, rows: number): Progress {
  if (stream.isTTY) {
    const bar = new SingleBar({ stream, format: `${label} [{bar}] {percentage}% | {value} of {total} rows`, hideCursor: true })
    bar.start(rows, 0)
    return { advance: (more) => bar.increment(more), end: () => bar.stop() }
  }
  let done = 0
  return {
    advance: (more) => {
      done += more
      stream.write(`${label}: ${done} of ${rows} rows\n`)
    },
    end: () => {},
  }
}
