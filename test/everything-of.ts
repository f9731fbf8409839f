import type pg from 'pg'

interface Table {
  readonly name: string
  readonly has_id: boolean
}

async function tables_of_tenants(client: pg.ClientBase): Promise<Table[]> {
  const { rows } = await client.query<Table>(`
    select c.table_name as name, bool_or(c.column_name = 'id') as has_id from information_schema.columns c
    where c.table_schema = 'public' group by c.table_name having bool_or(c.column_name = 'tenant_id') order by 1`)
  return rows
}

/** The ids of all that a company has, deleted or not, by table; and its own. */
export async function ids_by_table(client: pg.ClientBase, tenant_id: string): Promise<Map<string, string[]>> {
  const asked = (await tables_of_tenants(client))
    .filter(({ has_id }) => has_id)
    .map(({ name }) => `select '${name}' as name, id::text from ${name} where tenant_id = $1`)
  const { rows } = await client.query<{ name: string; id: string }>(`${asked.join(' union all ')} order by 2`, [tenant_id])
  const by_table = Map.groupBy(rows, ({ name }) => name)
  return new Map([...[...by_table].map(([name, found]) => [name, found.map(({ id }) => id)] as const), ['tenants', [tenant_id]]])
}

/** What is written in the background, by itself. */
const by_itself = ['seals']

/** Everything a company has, as one text a table: events too, so that nothing was told of it either. */
export async function everything_of(client: pg.ClientBase, tenant_id: string): Promise<Record<string, string>> {
  const tables = (await tables_of_tenants(client)).filter(({ name }) => !by_itself.includes(name))
  const asked = tables.map(
    ({
      name,
    }) => `select '${name}' as name, count(*) || ' ' || coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') as rows
      from ${name} t where tenant_id = $1`,
  )
  asked.push("select 'tenants' as name, t::text as rows from tenants t where id = $1")
  const { rows } = await client.query<{ name: string; rows: string }>(asked.join(' union all '), [tenant_id])
  return Object.fromEntries(rows.map((row) => [row.name, row.rows]))
}
