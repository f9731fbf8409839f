import { afterAll, beforeAll, expect, test } from 'vitest'
import { all_verbs } from '../src/interfaces/app.ts'
import { field_name } from '../src/interfaces/rest/problem-document.ts'
import { route_of } from '../src/interfaces/rest/route.ts'
import type { AnyVerb } from '../src/kernel/verb.ts'
import { another_tenant } from './people.ts'
import { as_owner, open_shop, type Shop } from './shop.ts'
import { at_place, call_verb, filled, type IdSpot, id_spots, ids_of, placed, run_all_examples } from './world.ts'

let shop: Shop
let ours: { id: string; key: string }
let theirs: { id: string; key: string }
let their_ids: readonly string[]
/** What they have, as it was last seen. */
let their_rows: Record<string, string>
beforeAll(async () => {
  shop = await open_shop()
  ours = await another_tenant(shop, 'Ours')
  theirs = await another_tenant(shop, 'Theirs')
  for (const { id, key } of [ours, theirs]) await run_all_examples(shop, id, key, (verb) => !/\.(delete|cancel|close)$/.test(verb.name))
  their_ids = await all_ids(theirs.id)
  their_rows = await all_rows(theirs.id)
})
afterAll(() => shop.close())

interface Table {
  readonly name: string
  readonly has_id: boolean
}

let found_tables: Promise<Table[]> | undefined
const tables = (): Promise<Table[]> => {
  found_tables ??= as_owner(shop.database, async (client) => {
    const { rows } = await client.query<Table>(`
      select c.table_name as name, bool_or(c.column_name = 'id') as has_id from information_schema.columns c
      where c.table_schema = 'public' group by c.table_name having bool_or(c.column_name = 'tenant_id') order by 1`)
    return rows
  })
  return found_tables
}

const all_ids = async (tenant_id: string): Promise<string[]> => {
  const asked = (await tables()).filter(({ has_id }) => has_id).map(({ name }) => `select id::text from ${name} where tenant_id = $1`)
  return as_owner(shop.database, async (client) => {
    const { rows } = await client.query<{ id: string }>(asked.join(' union all '), [tenant_id])
    return [...rows.map(({ id }) => id), tenant_id]
  })
}

/** Everything a company has, as one number a table: events too, so that nothing was told of it either. */
const all_rows = async (tenant_id: string): Promise<Record<string, string>> => {
  const asked = (await tables()).map(
    ({
      name,
    }) => `select '${name}' as name, count(*) || ' ' || coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') as rows
      from ${name} t where tenant_id = $1`,
  )
  asked.push("select 'tenants' as name, t::text as rows from tenants t where id = $1")
  return as_owner(shop.database, async (client) => {
    const { rows } = await client.query<{ name: string; rows: string }>(asked.join(' union all '), [tenant_id])
    return Object.fromEntries(rows.map((row) => [row.name, row.rows]))
  })
}

const spots = all_verbs.flatMap((verb) => id_spots(verb).map((spot) => [`${verb.name} ${field_name(spot.path)}`, verb, spot] as const))

const remembered = new Map<string, Promise<string[]>>()
function our_ids(table: string): Promise<string[]> {
  const known = remembered.get(table) ?? ids_of(shop, ours.id, table)
  remembered.set(table, known)
  return known
}

test('there is something of theirs in nearly every table', async () => {
  const empty = Object.entries(their_rows).flatMap(([name, rows]) => (rows.startsWith('0 ') ? [name] : []))
  expect(their_ids.length).toBeGreaterThan(20)
  expect(empty.length, empty.join()).toBeLessThan(5)
})

test.each(spots)('%s: another company’s id finds nothing and changes nothing', async (_name, verb, spot) => {
  const [foreign] = await ids_of(shop, theirs.id, spot.table)
  expect(foreign, `no example makes one of ${spot.table}`).toBeDefined()
  for (const { given } of examples_for(verb, spot)) {
    const input = await filled(our_ids, verb, given)
    // A place in the input is in an object.
    const sent = placed(input ?? given, spot.path, foreign) as Record<string, unknown>
    const { status, body } = await call_verb(shop, verb, sent, ours.key)
    const said = `${status} ${JSON.stringify(body)}`
    const before = their_rows
    their_rows = await all_rows(theirs.id)
    expect(their_rows, said).toEqual(before)
    for (const id of their_ids.filter((one) => one !== foreign)) expect(said).not.toContain(id)
    if (!verb.allow.includes('admin')) expect(status, said).toBe(verb.allow.includes('anonymous') ? 401 : 403)
    else if (spot.is_reference) expect(body.errors, said).toContainEqual(unknown_at(spot))
    else if (route_of(verb).has_id && spot.path.join() === 'id') expect(status, said).toBe(404)
    else if (status === 200) expect(body.data, said).toEqual([])
    else expect(verb.allow.includes('anonymous') ? [401, 404, 422] : [404, 422], said).toContain(status)
  }
})

/** Those that have something there, else any: what is missing around the id is then told along. Lists are asked for nothing else. */
function examples_for(verb: AnyVerb, spot: IdSpot): readonly { readonly given: Record<string, unknown> }[] {
  if (verb.kind === 'reads' && !route_of(verb).has_id) return [{ given: {} }]
  const having = verb.examples.filter(({ given }) => at_place(given, spot.path) !== undefined)
  return having.length > 0 ? having : verb.examples.slice(0, 1)
}

const unknown_at = (spot: IdSpot) => ({ field: field_name(spot.path), rule: 'unknown_reference', message: expect.any(String) })

test('lists and the log show nothing of theirs', async () => {
  const lists = all_verbs.filter((verb) => verb.kind === 'reads' && !route_of(verb).has_id && verb.allow.includes('admin'))
  expect(lists.length).toBeGreaterThan(10)
  for (const verb of lists) {
    for (const given of [{}, ...verb.examples.map((example) => example.given)]) {
      const input = await filled(our_ids, verb, given)
      const { body } = await call_verb(shop, verb, input ?? {}, ours.key)
      const text = JSON.stringify(body)
      for (const id of their_ids) expect(text, verb.name).not.toContain(id)
    }
  }
})
