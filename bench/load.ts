// The shop of the measures, laid down by set-based SQL: what a year or two of use leaves behind.

import type pg from 'pg'

export interface Size {
  readonly jobs: number
  readonly parts: number
  readonly operations: number
  readonly events: number
}

export interface Shop {
  readonly tenant_id: string
  readonly jobs: number
}

const workstations = 40
const batch = 10_000

/** Each job has three parts with three, three and four operations; each operation has three events. */
export const size_of = (jobs: number): Size => ({ jobs, parts: jobs * 3, operations: jobs * 10, events: jobs * 30 })

/** UUIDv7-like: the moment, the kind of thing, its number. They rise with time and lie before everything made later. */
const functions = `
  create or replace function bench_id(ms bigint, kind int, n bigint) returns uuid language sql immutable parallel safe as
    $$ select (lpad(to_hex(ms), 12, '0') || '7' || lpad(to_hex(kind), 3, '0') || '8' || lpad(to_hex(n), 15, '0'))::uuid $$`

/** Two of three jobs are on the floor, with their first operations done: their next ones are what is started and completed. */
const shapes = `
  create temporary table shape (part int, step int, nth int, sequence int);
  insert into shape select part, step, row_number() over (order by part, step), step * 10
    from unnest(array[1, 2, 3], array[3, 3, 4]) as p(part, steps), generate_series(1, steps) as step`

/** Fills the tables without their secondary indexes, which are made again behind it: thrice as quick. */
export async function load(client: pg.Client, shops: readonly Shop[], say: (line: string) => void): Promise<void> {
  await client.query(functions)
  await client.query(shapes)
  // What is laid down here is right by construction; foreign keys are checked for everything that comes later.
  await client.query("set session_replication_role = replica; set maintenance_work_mem = '512MB'")
  const { rows: indexes } = await client.query<{ name: string; made_by: string }>(
    `select c.relname as name, pg_get_indexdef(c.oid) as made_by from pg_index i join pg_class c on c.oid = i.indexrelid
     where i.indrelid = any($1::regclass[]) and not exists (select from pg_constraint k where k.conindid = c.oid)`,
    [['jobs', 'parts', 'operations', 'time_entries', 'quantity_reports', 'events']],
  )
  for (const { name } of indexes) await client.query(`drop index ${name}`)
  for (const shop of shops) await fill(client, shop, say)
  say('indexes')
  for (const { made_by } of indexes) await client.query(made_by)
  await client.query('set session_replication_role = origin')
  say('vacuum, analyze, checkpoint')
  await client.query('vacuum analyze')
  await client.query('checkpoint')
}

async function fill(client: pg.Client, { tenant_id, jobs }: Shop, say: (line: string) => void): Promise<void> {
  const begin = Date.now() - jobs * 60_000 - 3_600_000
  const seed = Number.parseInt(tenant_id.slice(-6), 16) * 1_000_000
  await client.query(
    `insert into workstations (tenant_id, id, name, position, created_at, updated_at)
     select $1, bench_id($2, 1, $3::bigint + n), 'Workstation ' || n, n, now(), now() from generate_series(1, ${workstations}) n`,
    [tenant_id, begin, seed],
  )
  for (let from = 1; from <= jobs; from += batch) {
    const to = Math.min(jobs, from + batch - 1)
    for (const text of statements) await client.query(text, [tenant_id, begin, seed, from, to])
    say(`${to.toLocaleString('en')} of ${jobs.toLocaleString('en')} jobs`)
  }
  await keep_totals(client, tenant_id)
}

/** The totals of lists, as the verbs keep them. */
export async function keep_totals(client: pg.Client, tenant_id: string): Promise<void> {
  await client.query('delete from list_counts where tenant_id = $1', [tenant_id])
  for (const list of ['jobs', 'parts', 'operations']) {
    await client.query(
      `insert into list_counts (tenant_id, list, status, slot, n)
       select tenant_id, '${list}', status, 0, count(*) from ${list} where tenant_id = $1 group by 1, 3`,
      [tenant_id],
    )
  }
  await client.query(
    `insert into list_counts (tenant_id, list, status, slot, n)
     select tenant_id, 'time_entries', 'live', 0, count(*) from time_entries where tenant_id = $1 group by 1
     union all select tenant_id, 'quantity_reports', f.figure, 0, sum(f.n) from quantity_reports,
       lateral (values ('counting', 1), ('good', good), ('scrap', scrap), ('rework', rework), ('mrb', mrb)) as f (figure, n)
     where tenant_id = $1 group by 1, 3`,
    [tenant_id],
  )
}

const moment = (n: string): string => `to_timestamp(($2::bigint + ${n} * 60000) / 1000.0)`
const job_id = 'bench_id($2::bigint + n * 60000, 2, $3::bigint + n)'
const part_id = (part: string): string => `bench_id($2::bigint + n * 60000 + ${part}, 3, $3::bigint * 4 + n * 4 + ${part})`
const operation_id = (nth: string): string => `bench_id($2::bigint + n * 60000 + ${nth} + 10, 4, $3::bigint * 16 + n * 16 + ${nth})`
const on_the_floor = 'n % 3 <> 0'
const is_done = `(not (${on_the_floor}) or s.step = 1)`
const the_jobs = 'generate_series($4::bigint, $5::bigint) n'

const statements = [
  `insert into jobs (tenant_id, id, code_number, job_number, name, customer, status, quantity, due, started_at, completed_at, created_at, updated_at)
   select $1, ${job_id}, nextval('code_numbers'), 'J-' || n, 'Job ' || n, 'Customer ' || n % 500, case when ${on_the_floor} then 'running' else 'completed' end,
     10, '2027-01-01', ${moment('n')}, case when ${on_the_floor} then null else ${moment('n')} end, ${moment('n')}, ${moment('n')} from ${the_jobs}`,
  `insert into parts (tenant_id, id, job_id, position, part_number, name, status, quantity, sequence_policy, material, started_at, completed_at, created_at, updated_at)
   select $1, ${part_id('p')}, ${job_id}, p, 'P-' || n || '-' || p, 'Part ' || p, case when ${on_the_floor} then 'running' else 'completed' end, 10, 'free',
     'Aluminium 6061', ${moment('n')}, case when ${on_the_floor} then null else ${moment('n')} end, ${moment('n')}, ${moment('n')}
   from ${the_jobs}, generate_series(1, 3) p`,
  `insert into operations (tenant_id, id, code_number, job_id, part_id, sequence, name, workstation_id, status, planned_setup_s, planned_run_s_per_piece,
     completion_percentage, good, worked_s, started_at, completed_at, created_at, updated_at)
   select $1, ${operation_id('s.nth')}, nextval('code_numbers'), ${job_id}, ${part_id('s.part')}, s.sequence, 'Step ' || s.step,
     bench_id($2, 1, $3::bigint + (n + s.nth) % ${workstations} + 1), case when ${is_done} then 'completed' else 'waiting' end, 600, 90,
     case when ${is_done} then 100 else 0 end, case when ${is_done} then 10 else 0 end, case when ${is_done} then 1500 else 0 end,
     case when ${is_done} then ${moment('n')} end, case when ${is_done} then ${moment('n')} end, ${moment('n')}, ${moment('n')}
   from ${the_jobs}, shape s`,
  `insert into time_entries (tenant_id, id, job_id, operation_id, kind, started_at, ended_at, duration_s, recorded_at, updated_at)
   select $1, bench_id($2::bigint + n * 60000 + s.part, 5, $3::bigint * 4 + n * 4 + s.part), ${job_id}, ${operation_id('s.nth')}, 'run',
     ${moment('n')}, ${moment('n')} + interval '1500 s', 1500, ${moment('n')}, ${moment('n')} from ${the_jobs}, shape s where s.step = 1`,
  `insert into quantity_reports (tenant_id, id, job_id, operation_id, good, occurred_at, recorded_at)
   select $1, bench_id($2::bigint + n * 60000 + s.part, 6, $3::bigint * 4 + n * 4 + s.part), ${job_id}, ${operation_id('s.nth')}, 10,
     ${moment('n')}, ${moment('n')} from ${the_jobs}, shape s where s.step = 1`,
  `insert into events (tenant_id, id, name, subject_id, subject_ids, facts, actor, verb, request_id, origin, occurred_at, recorded_at)
   select $1, bench_id($2::bigint + n * 60000 + s.nth, 7, $3::bigint * 32 + n * 32 + s.nth * 3 + e.nth), e.name, o.operation, array[o.operation, o.part, o.job],
     jsonb_build_object('operation_id', o.operation, 'part_id', o.part, 'job_id', o.job, 'previous_status', 'waiting', 'new_status', 'running',
       'workstation_id', null, 'person_id', null, 'machine_id', null, 'time_entry_ids', '[]'::jsonb),
     '{"kind": "system", "person_id": null, "key_id": null}', 'operations.start', 'bench', 'api', ${moment('n')}, ${moment('n')}
   from ${the_jobs}, shape s, (values (0, 'operation.created'), (1, 'operation.started'), (2, 'operation.completed')) as e(nth, name),
     lateral (select ${operation_id('s.nth')} as operation, ${part_id('s.part')} as part, ${job_id} as job) o order by n, s.nth, e.nth`,
]

/** The ids that are others in each call of one kind. */
export type Work = Readonly<Record<string, string>>

/** The second operation of the first part of each job on the floor, in random order: all of different jobs. */
export async function startable(client: pg.Client, tenant_id: string): Promise<Work[]> {
  const { rows } = await client.query<Work>(
    `select o.id as operation_id, o.part_id, o.job_id from operations o join parts p on p.tenant_id = o.tenant_id and p.id = o.part_id and p.position = 1
     join jobs j on j.tenant_id = o.tenant_id and j.id = o.job_id
     where o.tenant_id = $1 and o.sequence = 20 and o.status = 'waiting' and j.status = 'running' order by md5(o.id::text)`,
    [tenant_id],
  )
  return rows
}
