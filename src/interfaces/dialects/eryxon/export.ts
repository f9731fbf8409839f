import { Readable } from 'node:stream'
import { z } from 'zod'
import { verbs } from '../../../domain/verbs.gen.ts'
import type { AnyVerb } from '../../../kernel/verb.ts'
import { answer, playing, type Row } from '../dialect.ts'
import type { Player } from '../several.ts'
import { played } from './sync-lists.ts'

/** One list of ours, page by page. */
interface Exported {
  readonly verb: AnyVerb
  readonly asked: Readonly<Record<string, unknown>>
  /** Where the dialect lists the same: its rows are shown so. */
  readonly path?: string
}

/** Lists show what one may see and no secrets: an export is made of nothing else. */
const exported = {
  jobs: { verb: verbs['jobs.list'], asked: {}, path: '/api-jobs' },
  parts: { verb: verbs['parts.list'], asked: {}, path: '/api-parts' },
  operations: { verb: verbs['operations.list'], asked: {}, path: '/api-operations' },
  cells: { verb: verbs['workstations.list'], asked: {}, path: '/api-cells' },
  time_entries: { verb: verbs['time_entries.list'], asked: {}, path: '/api-time-entries' },
  operation_quantities: { verb: verbs['quantity_reports.list'], asked: {}, path: '/api-operation-quantities' },
  scrap_reasons: { verb: verbs['reasons.list'], asked: { kind: 'scrap' }, path: '/api-scrap-reasons' },
  assignments: { verb: verbs['assignments.list'], asked: {}, path: '/api-assignments' },
  issues: { verb: verbs['issues.list'], asked: {}, path: '/api-issues' },
  substeps: { verb: verbs['substeps.list'], asked: {}, path: '/api-substeps' },
  substep_templates: { verb: verbs['substep_templates.list'], asked: {}, path: '/api-templates' },
  resources: { verb: verbs['resources.list'], asked: {}, path: '/api-resources' },
  operation_resources: { verb: verbs['loans.list'], asked: {} },
  operation_batches: { verb: verbs['batches.list'], asked: {}, path: '/api-batches' },
  materials: { verb: verbs['materials.list'], asked: {}, path: '/api-materials' },
  profiles: { verb: verbs['people.list'], asked: {} },
  api_keys: { verb: verbs['api_keys.list'], asked: {} },
  webhooks: { verb: verbs['webhooks.list'], asked: { format: 'eryxon' }, path: '/api-webhooks' },
  webhook_logs: { verb: verbs['deliveries.list'], asked: { expand: ['payload'] }, path: '/api-webhook-logs' },
} as const satisfies Readonly<Record<string, Exported>>
type Table = keyof typeof exported
// `exported` has these members and no others.
const tables = Object.keys(exported) as [Table, ...Table[]]

const rows_a_page = 500

interface Page {
  readonly data: readonly unknown[]
  readonly next_cursor?: string | null
  readonly total?: number
}

async function* pages_of(player: Player, name: Table, lists: ReadonlyMap<string, Row>): AsyncGenerator<readonly unknown[]> {
  const { verb, asked, path }: Exported = exported[name]
  const row = path === undefined ? undefined : lists.get(path)
  const has_cursor = 'cursor' in verb.input.shape
  let passed = 0
  for (let cursor: string | null | undefined; ; ) {
    const from = has_cursor ? (cursor ? { cursor } : {}) : { offset: passed }
    const ours = { ...asked, limit: rows_a_page, ...from }
    // Every list answers a page; which verb it is, is known only here.
    const page = (await player.run(verb, ours, name)) as unknown as Page
    yield row ? shown(row, name, page, ours, player) : page.data
    passed += page.data.length
    cursor = page.next_cursor
    if (has_cursor ? !cursor : page.data.length < rows_a_page) return
  }
}

/** As the list itself would show them. */
function shown(row: Row, name: Table, page: Page, asked: object, { actor }: Player): readonly unknown[] {
  // What a list gives is an envelope around its rows.
  const { data } = row.gives(page, asked, actor) as { data: Readonly<Record<string, unknown>> }
  const rows = data[name] ?? data.templates ?? data.webhook_logs
  return Array.isArray(rows) ? rows : []
}

interface Company {
  readonly id: string
  readonly name: string
  readonly created_at: string
}

/** The whole as text, piece by piece, so that however much there is no more than a page of it is ever held. */
async function* text_of(
  player: Player,
  names: readonly Table[],
  company: Company,
  lists: ReadonlyMap<string, Row>,
): AsyncGenerator<string> {
  const counted: { name: string; count: number }[] = []
  yield '{'
  for (const name of names) {
    let count = 0
    yield `${counted.length > 0 ? ',' : ''}\n${JSON.stringify(name)}:[`
    for await (const page of pages_of(player, name, lists)) {
      for (const row of page) yield `${count++ > 0 ? ',' : ''}\n${JSON.stringify(row)}`
    }
    yield ']'
    counted.push({ name, count })
  }
  const exported_at = new Date().toISOString()
  const metadata = { exported_at, tenant_id: company.id, format: 'json', tables: counted }
  yield `${names.length > 0 ? ',' : ''}\n"_metadata":${JSON.stringify(metadata)},`
  yield `\n"_tenant_info":${JSON.stringify({ name: company.name, created_at: company.created_at })}\n}\n`
}

const Export = z
  .looseObject({
    _metadata: z.object({
      exported_at: z.iso.datetime(),
      tenant_id: z.string(),
      format: z.literal('json'),
      tables: z.array(z.object({ name: z.string(), count: z.number().int() })),
    }),
    _tenant_info: z.object({ name: z.string(), created_at: z.iso.datetime() }),
  })
  .meta({ description: 'Each table that was asked for is a list of its own.' })

/** Everything of a company, for an administrator. `others` are the rows of the dialect, among them the lists that show things. */
export function export_rows(others: readonly Row[]): readonly Row[] {
  const lists = new Map(
    others.flatMap((row) => row.on.flatMap(({ method, path, when }) => (method === 'GET' && when === null ? [[path, row] as const] : []))),
  )
  const row = answer('GET /api-export', verbs['api_keys.list'], {
    entity: 'export',
    says: 'Hands out everything of the company as one JSON file: no secrets, and for administrators only.',
    query: z.object({
      entities: z
        .array(z.enum(['all', ...tables]))
        .optional()
        .meta({ description: 'Which tables, with commas between; all unless told.' }),
      format: z.enum(['json']).optional(),
    }),
    blank: 'absent',
    takes: { entities: null, format: null },
    reply: Export,
    gives: played,
  })
  const plays: NonNullable<Row['plays']> = async (player, { theirs, faults }) => {
    await player.run(verbs['api_keys.list'], { limit: 1 }, 'may', faults)
    const { tenant } = await player.run(verbs['sessions.current'], {}, 'who')
    // It has passed the query's schema: there are no faults.
    const { entities } = theirs as { entities?: readonly string[] }
    const names = !entities || entities.includes('all') ? tables : tables.filter((name) => entities.includes(name))
    const file = `tenant-export-${tenant.id}-${Date.now()}.json`
    return {
      headers: { 'content-type': 'application/json; charset=utf-8', 'content-disposition': `attachment; filename="${file}"` },
      body: Readable.from(text_of(player, names, tenant, lists)),
    }
  }
  return [playing(row, plays)]
}
