import { afterAll, beforeAll, expect, test } from 'vitest'
import { another_tenant } from './people.ts'
import { as_owner, open_shop, type Shop } from './shop.ts'

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
})
afterAll(() => shop.close())

/** Tables that belong to the server, not to a company: a failed sign-in may be at nobody’s account, so it holds hashes only. */
const of_the_server = ['migrations', 'server_facts', 'sign_in_failures']
/**
 * The functions that may look across companies. A further one is a decision: say why where it is made. `units_with_text` names the company
 * itself: row security lets no search for part of a text into an index.
 */
const may_cross_tenants = [
  'actor_of_key',
  'actor_of_session',
  'all_tenants',
  'events_about',
  'is_anothers',
  'person_signing_in',
  'refresh_statistics',
  'tenant_of_slug',
  'tenants_to_tell',
  'units_with_text',
  'webhooks_due',
]

const owner = <R extends object>(text: string): Promise<R[]> =>
  as_owner(shop.database, async (client) => (await client.query<R>(text)).rows)

interface Table {
  readonly name: string
  readonly secure: boolean
  readonly owned: boolean
  readonly key: readonly string[]
  readonly policies: number
  readonly unique: readonly string[]
}

const tables = (): Promise<Table[]> =>
  owner<Table>(`
    select c.relname as name, c.relrowsecurity as secure, pg_get_userbyid(c.relowner) = 'gemba_app' as owned,
      (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies,
      coalesce((select array_agg(a.attname::text order by k.place) from pg_index i, unnest(i.indkey) with ordinality as k (attnum, place)
        join pg_attribute a on a.attnum = k.attnum where a.attrelid = c.oid and i.indrelid = c.oid and i.indisprimary), '{}') as key,
      array(select x.relname::text from pg_index i join pg_class x on x.oid = i.indexrelid join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
        where i.indrelid = c.oid and i.indisunique and a.attname <> 'tenant_id') as "unique"
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by c.relname`)

test('every table of a company’s has its rows protected, and the company first in its key', async () => {
  const found = (await tables()).filter(({ name }) => !of_the_server.includes(name))
  expect(found.length).toBeGreaterThan(15)
  expect(found.filter(({ secure, policies }) => !secure || policies === 0).map(({ name }) => name)).toEqual([])
  expect(found.filter(({ name, key }) => key[0] !== (name === 'tenants' ? 'id' : 'tenant_id')).map(({ name }) => name)).toEqual([])
  // Who owns a table is not held by its policies.
  expect(found.filter(({ owned }) => owned).map(({ name }) => name)).toEqual([])
})

test('what is unique is unique within a company, but for what has to be on the whole server', async () => {
  const across = (await tables()).flatMap(({ name, unique }) => (of_the_server.includes(name) ? [] : unique))
  const numbers = across.filter((index) => index.endsWith('_number_key'))
  const others = across.filter((index) => !numbers.includes(index))
  expect(others.sort()).toEqual([
    'api_keys_key_hash_key',
    'people_sign_in_email',
    'sessions_token_hash_key',
    'tenants_pkey',
    'tenants_sandbox_of_key',
    'tenants_slug_key',
  ])
})

test('every policy asks for the company, both of what is read and of what is written', async () => {
  const policies = await owner<{ table: string; reads: string; writes: string }>(
    'select tablename as table, qual as reads, with_check as writes from pg_policies',
  )
  const wrong = policies.filter(({ table, reads, writes }) => {
    if (of_the_server.includes(table)) return false
    const asked = `(${table === 'tenants' ? 'id' : 'tenant_id'} = current_tenant())`
    return reads !== asked || writes !== asked
  })
  expect(wrong).toEqual([])
})

test('the program’s role goes round nothing', async () => {
  const [role] = await owner<Record<string, boolean>>(
    "select rolsuper, rolbypassrls, rolcanlogin, rolcreaterole, rolcreatedb from pg_roles where rolname = 'gemba_app'",
  )
  expect(role).toEqual({ rolsuper: false, rolbypassrls: false, rolcanlogin: false, rolcreaterole: false, rolcreatedb: false })
  const { rows } = await shop.pool.query('select current_user as who')
  expect(rows).toEqual([{ who: 'gemba_app' }])
  await expect(shop.pool.query('set role postgres')).rejects.toThrow()
})

test('only these functions may look across companies', async () => {
  const found = await owner<{ name: string; path: string | null }>(`
    select p.proname as name, array_to_string(p.proconfig, ',') as path from pg_proc p
    where p.pronamespace = 'public'::regnamespace and p.prosecdef order by p.proname`)
  expect(found.map(({ name }) => name)).toEqual(may_cross_tenants)
  // Without a search path of its own such a function could be lured to somebody else's table.
  expect(found.filter(({ path }) => !path?.split(',').includes('search_path=public'))).toEqual([])
})

test('nothing is read or written without a company, and nothing of another', async () => {
  const names = (await tables()).map(({ name }) => name).filter((name) => !of_the_server.includes(name))
  for (const name of names) await expect(shop.pool.query(`select * from ${name}`), name).rejects.toThrow(/gemba\.tenant/)
  const other = await another_tenant(shop)
  const client = await shop.pool.connect()
  try {
    await client.query('begin')
    await client.query("select set_config('gemba.tenant', $1, true)", [other.id])
    for (const name of names) {
      const column = name === 'tenants' ? 'id' : 'tenant_id'
      const { rows } = await client.query(`select count(*) as n from ${name} where ${column} <> $1`, [other.id])
      expect(rows, name).toEqual([{ n: 0 }])
    }
    const moved = client.query('update people set tenant_id = $1', [shop.tenant_id])
    await expect(moved).rejects.toThrow(/row-level security/)
  } finally {
    await client.query('rollback')
    client.release()
  }
})

test('the log is only ever added to', async () => {
  const rights = await owner<{ right: string }>(
    "select privilege_type as right from information_schema.role_table_grants where table_name = 'events' and grantee = 'gemba_app' order by 1",
  )
  expect(rights.map(({ right }) => right)).toEqual(['INSERT', 'SELECT'])
})
