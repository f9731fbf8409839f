// Units: moving one over HTTP and as bare statements beside it, and what is asked of a hundred thousand of them.

import { randomInt } from 'node:crypto'
import type pg from 'pg'
import { type Call, drive } from './drive.ts'
import { keep_totals } from './load.ts'
import { type Compared, compare_calls, type Measured, measured, type Place } from './work.ts'
import { admin_key, as_owner } from './world.ts'

export interface UnitsAsked extends Measured {
  readonly what: string
  readonly wanted_ms: number
}

export interface UnitsMeasured {
  readonly units: number
  readonly move: Compared
  readonly asked: readonly UnitsAsked[]
}

const per_job = 50
const product_id = 'bench_id(1, 16, $2::bigint)'
const id = (kind: number, n: string): string => `bench_id(1, ${kind}, $2::bigint * 1000000 + ${n})`
const moment = "now() - interval '1 hour'"

/** Jobs of fifty units each, four operations; all units but one stand at the second, that one at the third, so that each is at work. */
const statements = [
  `insert into products (tenant_id, id, product_number, name, created_at, updated_at) values ($1, ${product_id}, 'UNIT', 'Unit', now(), now())`,
  `insert into serial_rules (tenant_id, id, product_id, prefix, last_number, created_at, updated_at)
   values ($1, bench_id(1, 17, $2::bigint), ${product_id}, 'UN', $3 * ${per_job}, now(), now())`,
  `insert into routings (tenant_id, id, family_id, product_id, name, version, is_current, is_latest, created_at)
   values ($1, bench_id(1, 18, $2::bigint), bench_id(1, 18, $2::bigint), ${product_id}, 'Unit', 1, true, true, now())`,
  `insert into routing_steps (tenant_id, id, routing_id, sequence, name, workstation_id, planned_run_s_per_piece)
   select $1, ${id(19, 's')}, bench_id(1, 18, $2::bigint), s * 10, 'Step ' || s, w.id, 30 from generate_series(1, 4) s,
     lateral (select id from workstations where tenant_id = $1 order by position, id offset s limit 1) w`,
  `insert into jobs (tenant_id, id, code_number, job_number, name, status, quantity, started_at, created_at, updated_at)
   select $1, ${id(20, 'n')}, nextval('code_numbers'), 'UNITS-' || n, 'Units', 'running', ${per_job}, ${moment}, ${moment}, ${moment} from generate_series(1, $3) n`,
  `insert into parts (tenant_id, id, job_id, position, part_number, name, product_id, routing_id, status, quantity, sequence_policy, units_made, started_at, created_at, updated_at)
   select $1, ${id(21, 'n')}, ${id(20, 'n')}, 1, 'UNIT', 'Unit', ${product_id}, bench_id(1, 18, $2::bigint), 'running', ${per_job}, 'free', ${per_job}, ${moment}, ${moment}, ${moment}
   from generate_series(1, $3) n`,
  `insert into operations (tenant_id, id, code_number, job_id, part_id, sequence, name, workstation_id, routing_step_id, status, planned_run_s_per_piece, good,
     started_at, completed_at, created_at, updated_at)
   select $1, ${id(22, 'n * 4 + s.sequence / 10')}, nextval('code_numbers'), ${id(20, 'n')}, ${id(21, 'n')}, s.sequence, s.name, s.workstation_id, s.id,
     (array['completed', 'running', 'running', 'waiting'])[s.sequence / 10], 30, (array[${per_job}, 1, 0, 0])[s.sequence / 10],
     case when s.sequence < 40 then ${moment} end, case when s.sequence = 10 then ${moment} end, ${moment}, ${moment}
   from generate_series(1, $3) n, routing_steps s where s.tenant_id = $1 and s.routing_id = bench_id(1, 18, $2::bigint)`,
  `insert into units (tenant_id, id, code_number, serial_number, product_id, routing_id, job_id, part_id, status, operation_id, created_at, updated_at)
   select $1, ${id(23, `n * ${per_job} + u`)}, nextval('code_numbers'), 'UN-' || lpad(((n - 1) * ${per_job} + u)::text, 5, '0'), ${product_id}, bench_id(1, 18, $2::bigint),
     ${id(20, 'n')}, ${id(21, 'n')}, 'open', ${id(22, 'n * 4 + case when u = 1 then 3 else 2 end')}, ${moment}, ${moment}
   from generate_series(1, $3) n, generate_series(1, ${per_job}) u`,
  `insert into unit_visits (tenant_id, id, unit_id, operation_id, job_id, workstation_id, visit, arrived_at, departed_at, result)
   select $1, bench_id(1, 24 + o.sequence / 10, $2::bigint * 1000000 + row_number() over (order by u.id)), u.id, o.id, u.job_id, o.workstation_id, 1, ${moment},
     case when o.id <> u.operation_id then ${moment} end, case when o.id <> u.operation_id then 'passed' end
   from units u join operations at on at.tenant_id = $1 and at.id = u.operation_id
     join operations o on o.tenant_id = $1 and o.part_id = u.part_id and o.sequence <= at.sequence where u.tenant_id = $1 and u.product_id = ${product_id}`,
]

/** Once per folder. */
export async function load_units(client: pg.Client, tenant_id: string, units: number): Promise<void> {
  const { rows } = await client.query('select from products where tenant_id = $1 and product_number = $2', [tenant_id, 'UNIT'])
  if (rows.length > 0) return
  const seed = Number.parseInt(tenant_id.slice(-6), 16)
  await client.query('set session_replication_role = replica')
  for (const text of statements) {
    const values = [tenant_id, seed, Math.ceil(units / per_job)]
    await client.query(text, values.slice(0, text.includes('$3') ? 3 : 2))
  }
  await client.query('set session_replication_role = origin')
  await keep_totals(client, tenant_id)
  await client.query('vacuum analyze')
}

type Standing = Readonly<Record<'unit_id' | 'visit_id' | 'from_operation_id' | 'to_operation_id' | 'part_id' | 'job_id', string>>

async function standing(client: pg.Client, tenant_id: string): Promise<Standing[]> {
  const { rows } = await client.query<Standing>(
    `select u.id as unit_id, v.id as visit_id, o.id as from_operation_id, next.id as to_operation_id, u.part_id, u.job_id
     from units u join operations o on o.tenant_id = $1 and o.id = u.operation_id and o.sequence = 20
     join operations next on next.tenant_id = $1 and next.part_id = u.part_id and next.sequence = 30
     join unit_visits v on v.tenant_id = $1 and v.unit_id = u.id and v.departed_at is null
     join products p on p.tenant_id = $1 and p.id = u.product_id and p.product_number = 'UNIT'
     where u.tenant_id = $1 and u.status = 'open' order by md5(u.id::text)`,
    [tenant_id],
  )
  return rows
}

const tool = (name: string, body: unknown, idempotency_key?: string): Call => ({
  method: 'POST',
  path: `/api/tools/${name}`,
  key: admin_key,
  body,
  ...(idempotency_key === undefined ? {} : { idempotency_key }),
})

export async function measure_units(
  place: Place,
  tenant_id: string,
  plan: { readonly http_calls: number; readonly bare_calls: number; readonly ms: number; readonly units: number },
  say: (line: string) => void,
): Promise<UnitsMeasured> {
  const units = await as_owner(place.database, (client) => standing(client, tenant_id))
  const call_of = (verb: string, work: Readonly<Record<string, string>>, key: string): Call => tool(verb, { unit_id: work.unit_id }, key)
  const [move] = await compare_calls(place, { verbs: ['move_unit'], works: units, call_of, ...plan }, say)
  if (!move) throw new Error('one verb was measured')
  const ids = await as_owner(place.database, async (client) => {
    const { rows } = await client.query<{ product_id: string; route_id: string }>(
      `select p.id as product_id, r.family_id as route_id from products p join routings r on r.tenant_id = $1 and r.product_id = p.id
       where p.tenant_id = $1 and p.product_number = 'UNIT'`,
      [tenant_id],
    )
    return rows[0]
  })
  const kinds: readonly { what: string; wanted_ms: number; next: () => Call }[] = [
    { what: '`get_wip_status`', wanted_ms: 50, next: () => tool('get_wip_status', {}) },
    {
      what: '`search_units` by part of a serial',
      wanted_ms: 20,
      next: () => tool('search_units', { serial_number: String(randomInt(100_000)).padStart(5, '0') }),
    },
    {
      what: '`generate_units`, 1,000',
      wanted_ms: 150,
      next: () => tool('generate_units', { part_number_id: ids?.product_id, route_id: ids?.route_id, count: 1000 }),
    },
  ]
  const asked: UnitsAsked[] = []
  for (const { what, wanted_ms, next } of kinds) {
    await drive(place.program.port, 1, plan.ms / 4, next)
    const result = await measured(place, () => drive(place.program.port, 1, plan.ms, next))
    say(`${what}: ${result.p50_ms.toFixed(1)} ms`)
    asked.push({ what, wanted_ms, ...result })
  }
  return { units: plan.units, move, asked }
}
