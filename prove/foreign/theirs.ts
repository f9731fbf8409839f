import type pg from 'pg'
import { code } from '../../src/kernel/code.ts'
import { everything_of, ids_by_table } from '../../test/everything-of.ts'

/** Stands in every text of theirs that is free. */
const marker = 'Zq7Theirs'

const uuids = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi
const codes_in = /"([JO][0-9A-Z]{1,13}[0-9A-Z*~$=])"/g
const cursors_in = /"next_cursor":"([\w-]+)"/g

/** Another company's things, and how one would notice that they show. */
export class Theirs {
  readonly ids: ReadonlyMap<string, readonly string[]>
  /** Names, numbers, notes: what a filter may ask for. */
  readonly texts: readonly string[]
  readonly codes: readonly string[]
  readonly #known: ReadonlySet<string>

  constructor(ids: ReadonlyMap<string, readonly string[]>, texts: readonly string[], codes: readonly string[]) {
    this.ids = ids
    this.texts = texts
    this.codes = codes
    this.#known = new Set([...ids.values()].flat())
  }

  /** What of theirs is in a text, besides what was sent along. */
  seen_in(text: string, sent: readonly string[]): string[] {
    const own = sent.flatMap((one) => [one, JSON.stringify(one).slice(1, -1), encodeURIComponent(one)])
    const rest = own.reduce((left, one) => left.replaceAll(one, ''), text)
    const cursors = [...rest.matchAll(cursors_in)].map(([, cursor = '']) => Buffer.from(cursor, 'base64url').toString())
    return [
      ...[...rest.matchAll(uuids), ...cursors.flatMap((cursor) => [...cursor.matchAll(uuids)])]
        .map(([id]) => id.toLowerCase())
        .filter((id) => this.#known.has(id)),
      ...[...rest.matchAll(codes_in)].flatMap(([, found = '']) => (this.codes.includes(found) ? [found] : [])),
      ...(rest.includes(marker) ? [marker] : []),
    ]
  }
}

/** Marks what is theirs, and takes note of it. */
export async function read_theirs(client: pg.Client, tenant_id: string): Promise<Theirs> {
  const texts = await mark(client, tenant_id)
  const { rows } = await client.query<{ kind: 'J' | 'O'; code_number: string }>(
    `select 'J' as kind, code_number from jobs where tenant_id = $1 union all select 'O', code_number from operations where tenant_id = $1`,
    [tenant_id],
  )
  const codes = rows.map(({ kind, code_number }) => code(kind, Number(code_number)))
  return new Theirs(await ids_by_table(client, tenant_id), texts, codes)
}

const free_text =
  /(^|_)(name|number|notes|customer|description|material|lot|supplier|instructions|email|title|url|external_id|external_source)$/
const not_theirs_to_word = ['events', 'idempotency', 'list_counts', 'credentials', 'sessions']

async function mark(client: pg.Client, tenant_id: string): Promise<string[]> {
  const { rows } = await client.query<{ table_name: string; column_name: string }>(
    `
    select c.table_name, c.column_name from information_schema.columns c
    where c.table_schema = 'public' and c.data_type = 'text' and c.is_generated = 'NEVER' and c.table_name <> all ($1)
      and (c.table_name = 'tenants' or exists (select from information_schema.columns t
        where t.table_schema = 'public' and t.table_name = c.table_name and t.column_name = 'tenant_id'))`,
    [not_theirs_to_word],
  )
  const texts = new Set<string>()
  for (const { table_name, column_name } of rows.filter((column) => free_text.test(column.column_name))) {
    const owner = table_name === 'tenants' ? 'id' : 'tenant_id'
    const marked = await client
      .query<{ text: string }>(
        `update ${table_name} set ${column_name} = '${marker}' || ${column_name}
         where ${owner} = $1 and ${column_name} is not null returning ${column_name} as text`,
        [tenant_id],
      )
      // A column with a rule of its own stays as it is.
      .catch(() => ({ rows: [] }))
    for (const { text } of marked.rows) texts.add(text)
  }
  return [...texts]
}

/** What of theirs differs, by table. */
export async function changed_since(
  client: pg.ClientBase,
  tenant_id: string,
  before: Readonly<Record<string, string>>,
): Promise<{ tables: string[]; now: Record<string, string> }> {
  const now = await everything_of(client, tenant_id)
  return { tables: Object.keys(now).filter((table) => now[table] !== before[table]), now }
}
