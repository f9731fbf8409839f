import type pg from 'pg'
import { everything_of } from '../../test/everything-of.ts'

/** What each request was answered, by the name it carried. */
export type Answers = ReadonlyMap<string, number>

interface Found {
  readonly name: string
  readonly xid: string
}

/** Transactions from here on are the requests'. */
export async function now_in(client: pg.ClientBase): Promise<bigint> {
  const { rows } = await client.query<{ xid: string }>('select pg_current_xact_id()::text as xid')
  return BigInt(rows[0]?.xid ?? 0)
}

/** Kept on purpose when a sign-in is refused. */
const kept_when_refused = ['sign_in_failures']

/**
 * Every row that was written must come from a transaction whose request was answered with a yes: the log tells it by the request's id,
 * the kept answers by its key. Answers what was written by others.
 */
export async function written_on_a_no(client: pg.ClientBase, from: bigint, answers: Answers): Promise<string[]> {
  const { rows: told } = await client.query<Found>(
    `select request_id as name, written_by::text as xid from events where written_by >= $1::text::xid8
     union all select key, xmin::text from idempotency where xmin::text::bigint > $1::text::bigint`,
    [String(from)],
  )
  const is_no = (name: string): boolean => (answers.get(name) ?? 200) >= 400
  const on_a_no = told.filter(({ name }) => is_no(name))
  const on_a_yes = told.filter(({ name }) => !is_no(name)).map(({ xid }) => xid)
  const { rows: tables } = await client.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> all ($1)`,
    [kept_when_refused],
  )
  const asked = tables.map(
    ({ name }) =>
      `select '${name}' as name, xmin::text as xid from ${name} where xmin::text::bigint > $1::text::bigint and not xmin::text = any ($2)`,
  )
  const { rows: untold } = await client.query<Found>(`select distinct name, xid from (${asked.join(' union all ')}) written`, [
    String(from),
    on_a_yes,
  ])
  return [
    ...on_a_no.map(({ name }) => `${name} was answered ${answers.get(name)}, and yet it wrote`),
    ...untold.map(({ name, xid }) => `rows of ${name} were written by no request that was answered yes (transaction ${xid})`),
  ]
}

/** A company that nobody speaks for. */
export class Bystander {
  readonly #tenant_id: string
  readonly #before: Record<string, string>

  constructor(tenant_id: string, before: Record<string, string>) {
    this.#tenant_id = tenant_id
    this.#before = before
  }

  async changes(client: pg.ClientBase): Promise<string[]> {
    const now = await everything_of(client, this.#tenant_id)
    return Object.keys(now)
      .filter((table) => now[table] !== this.#before[table])
      .map((table) => `the bystander's ${table} changed`)
  }
}
