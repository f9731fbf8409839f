import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { verbs } from '../../domain/verbs.gen.ts'
import { canonical } from '../../kernel/canonical.ts'
import type { AnyVerb, Output } from '../../kernel/verb.ts'
import { in_lanes } from '../in-lanes.ts'
import { route_of } from '../rest/route.ts'
import { type CsvRow, type CsvShape, read_csv } from './csv-file.ts'
import { type Client, call } from './request.ts'
import { type Screen, terminal } from './screen.ts'

export const csv_usage = `gemba import csv KIND FILE.csv [--preview] [--source NAME] [--force] [--url URL] [--key KEY]

  KIND           workstations (or cells), resources, jobs, parts or operations, best in this order
  --preview      only say what would be made and changed
  --source NAME  the system it comes from, where no column external_source says so
  --force        compare every field also where the same was sent last time
  --url, --key   the server and an API key of a planner; else GEMBA_URL and GEMBA_API_KEY

The first line names the fields; see docs/sync.md.`

const options = {
  preview: { type: 'boolean', default: false },
  source: { type: 'string' },
  force: { type: 'boolean', default: false },
  url: { type: 'string' },
  key: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const

const kinds = {
  workstations: { verb: verbs['workstations.sync'], aliases: { sequence: 'position', active: 'is_active' }, required: ['name'] },
  resources: { verb: verbs['resources.sync'], aliases: { active: 'is_active' }, required: ['name', 'type'] },
  jobs: { verb: verbs['jobs.sync'], aliases: { due_date: 'due', customer_name: 'customer' }, required: ['job_number'] },
  parts: {
    verb: verbs['parts.sync'],
    aliases: { drawing_no: 'drawing_number', due_date: 'due' },
    required: ['part_number', 'job_external_id'],
  },
  operations: {
    verb: verbs['operations.sync'],
    aliases: { operation_name: 'name', cell_name: 'workstation_name' },
    required: ['name', 'part_external_id', 'workstation_name'],
  },
} as const
type Kind = keyof typeof kinds

/** `gemba import csv …`: each row is synced by itself, as any client would do it, and every one has its result. */
export async function import_csv(words: readonly string[], known: Client, screen: Screen = terminal): Promise<void> {
  const { values: given, positionals } = parseArgs({ args: [...words], options, allowPositionals: true })
  const [called = '', path, ...more] = positionals
  if (given.help) return screen.out(csv_usage)
  const kind = kind_of(called)
  if (kind === null || path === undefined || more.length > 0) throw new Error(`Say what to import, and one file.\n\n${csv_usage}`)
  const client: Client = { url: given.url ?? known.url, key: given.key ?? known.key }
  if (client.key === undefined) throw new Error('Give an API key: --key, or GEMBA_API_KEY.')

  const rows = read_csv(path, shape_of(kind, given.source))
  const asked = { ...(given.source === undefined ? {} : { external_source: given.source }), dry_run: given.preview, force: given.force }
  const run = given.preview ? null : await begin(client, kind, rows, given.source)
  const results = await in_lanes(rows, lane_of, (row) => sync_row(client, kinds[kind].verb, row, asked))
  if (run) await end(client, run, rows, results)
  for (const [at, row] of rows.entries()) screen.out(told(row, results[at]))
  screen.out(summary_of(results, given.preview))
  if (results.some(({ action }) => action === 'failed')) screen.failed()
}

const kind_of = (called: string): Kind | null =>
  called === 'cells' ? 'workstations' : Object.hasOwn(kinds, called) ? (called as Kind) : null

const not_of_the_thing = ['dry_run', 'force', 'expects_job', 'expects_part']

function shape_of(kind: Kind, source: string | undefined): CsvShape {
  const { verb, aliases, required } = kinds[kind]
  const fields = Object.entries(verb.input.shape).filter(([field]) => !not_of_the_thing.includes(field))
  return {
    fields: z.object(Object.fromEntries(fields)),
    aliases,
    required: [...required, 'external_id', ...(source === undefined ? ['external_source'] : [])],
  }
}

/** Rows of one job or one part come in their order. */
const lane_of = ({ fields }: CsvRow): string => String(fields.part_external_id ?? fields.job_external_id ?? fields.external_id)

interface Result {
  readonly action: 'created' | 'updated' | 'unchanged' | 'failed'
  readonly says: string
}

async function sync_row(client: Client, verb: AnyVerb, { fields, fault }: CsvRow, asked: object): Promise<Result> {
  if (fault !== null) return { action: 'failed', says: fault }
  const answer = await send(client, verb, { ...asked, ...fields })
  if ('refused' in answer) return { action: 'failed', says: answer.refused }
  const { action, changes, warnings = [] } = answer
  const changed = Object.entries(changes).map(([field, change]) => `${field}: ${shown(change, 'before')} -> ${shown(change, 'after')}`)
  return { action, says: [...changed, ...warnings.map(({ message }) => message)].join('; ') }
}

const shown = (change: unknown, which: string): string =>
  // A change is `{before, after}`, see `kernel/changes.ts`.
  canonical((change as Readonly<Record<string, unknown>> | null)?.[which] ?? null)

type Answer = Pick<Output<(typeof verbs)['jobs.sync']>, 'action' | 'changes'> & {
  readonly warnings?: readonly { readonly message: string }[]
}

const most_tries = 6

/** One row. Where the server is away for a moment, or wants fewer at once, it is said again: what was said twice happens once. */
async function send(client: Client, verb: AnyVerb, body: object): Promise<Answer | { refused: string }> {
  for (let attempt = 1; ; attempt++) {
    const response = await fetch(`${client.url.replace(/\/+$/, '')}${route_of(verb).path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${client.key}` },
      body: JSON.stringify(body),
    }).catch(
      (cause: unknown) => new Error(`There is no server at ${client.url}. Start one with \`gemba serve\`, or give --url.`, { cause }),
    )
    const away = response instanceof Error || response.status === 503 || response.status === 429
    if (away && attempt < most_tries) {
      const seconds = response instanceof Error ? 0.5 : Number(response.headers.get('retry-after') ?? 1)
      await wait(Math.min(60, Math.max(0.2, seconds)) * 1000)
      continue
    }
    if (response instanceof Error) throw response
    // The server's own answer to this verb, by its schema; a problem document where it is not well.
    const answer = (await response.json().catch(() => null)) as (Answer & Problem) | null
    if (response.ok && answer) return answer
    if (response.status === 401 || response.status === 403 || !answer?.detail) {
      throw new Error(answer?.detail ?? `${response.url} answers ${response.status} ${response.statusText}: is this a Gemba server?`)
    }
    const faults = (answer.errors ?? []).map(({ field, message }) => (field === '' ? message : `${field}: ${message}`))
    return { refused: faults.length > 0 ? faults.join('; ') : answer.detail }
  }
}

interface Problem {
  readonly detail?: string
  readonly errors?: readonly { readonly field: string; readonly message: string }[]
}

async function begin(client: Client, entity_type: Kind, rows: readonly CsvRow[], given: string | undefined): Promise<string> {
  const sources = new Set(rows.flatMap(({ fields }) => (typeof fields.external_source === 'string' ? [fields.external_source] : [])))
  const source = given ?? (sources.size === 1 ? [...sources][0] : undefined) ?? 'several'
  const run = await call(verbs['sync_runs.create'], { input: { entity_type, source, total: rows.length }, settings: {} }, client)
  // The verb answers its run.
  return (run as Output<(typeof verbs)['sync_runs.create']>).id
}

const counted = (results: readonly Result[]) => {
  const of = (action: Result['action']): number => results.filter((one) => one.action === action).length
  return { created: of('created'), updated: of('updated'), unchanged: of('unchanged'), failed: of('failed') }
}

async function end(client: Client, id: string, rows: readonly CsvRow[], results: readonly Result[]): Promise<void> {
  const faults = results.flatMap(({ action, says }, index) => {
    const row = rows[index]
    if (action !== 'failed' || !row) return []
    const { external_id } = row.fields
    return [{ at: row.line, external_id: typeof external_id === 'string' ? external_id.slice(0, 255) : null, message: says.slice(0, 2000) }]
  })
  const input = { id, ...counted(results), faults: faults.slice(0, 1000) }
  await call(verbs['sync_runs.finish'], { input, settings: {} }, client)
}

function told({ line, fields }: CsvRow, result: Result | undefined): string {
  const { action = 'failed', says = '' } = result ?? {}
  return `line ${line}  ${action.padEnd(9)}  ${fields.external_id ?? ''}${says === '' ? '' : `  ${says}`}`
}

function summary_of(results: readonly Result[], is_preview: boolean): string {
  const { created, updated, unchanged, failed } = counted(results)
  const counts = `${results.length} rows: ${created} created, ${updated} updated, ${unchanged} unchanged, ${failed} failed.`
  return is_preview ? `A preview, nothing was changed. Of ${counts}` : counts
}
