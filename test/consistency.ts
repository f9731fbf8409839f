import type pg from 'pg'

type Kind = 'job' | 'part' | 'operation'

interface Row {
  readonly id: string
  readonly job_id: string
  readonly part_id: string | null
  readonly kind: Kind
  readonly status: string
}

interface Move {
  readonly subject_id: string
  readonly previous_status: string
  readonly new_status: string
}

const finished = ['completed', 'skipped', 'cancelled']
/** What each may be before anything has happened to it. */
const born: Readonly<Record<Kind, readonly string[]>> = { job: ['draft', 'released'], part: ['waiting'], operation: ['waiting'] }

/**
 * Whatever was asked for, in whatever order, by however many: this holds of every job afterwards. Answers what does not.
 * Of all jobs there are, or of some.
 */
export async function job_faults(client: pg.ClientBase, job_ids: readonly string[] | null = null): Promise<string[]> {
  const { rows } = await client.query<Row>(
    `select id, id as job_id, null::uuid as part_id, 'job' as kind, status from jobs where deleted_at is null and ($1::uuid[] is null or id = any($1))
     union all select id, job_id, null, 'part', status from parts where deleted_at is null and ($1::uuid[] is null or job_id = any($1))
     union all select id, job_id, part_id, 'operation', status from operations where deleted_at is null and ($1::uuid[] is null or job_id = any($1))`,
    [job_ids],
  )
  const { rows: told } = await client.query<Move>(
    `select subject_id, facts ->> 'previous_status' as previous_status, facts ->> 'new_status' as new_status from events
     where facts ? 'new_status' and ($1::uuid[] is null or subject_ids && $1::uuid[]) order by xid, seq`,
    [job_ids],
  )
  const moves = Map.groupBy(told, ({ subject_id }) => subject_id)
  const by_job = Map.groupBy(rows, ({ job_id }) => job_id)
  return [
    ...rows.flatMap((row) => faults_of_moves(row, moves.get(row.id) ?? [])),
    ...[...by_job.values()].flatMap(faults_of_roll_up),
    ...(await faults_of_sums(client, job_ids)),
  ]
}

/** Its events tell one story, and the last of them says how it stands. */
function faults_of_moves({ id, kind, status }: Row, moves: readonly Move[]): string[] {
  const first = moves[0]?.previous_status ?? status
  const broken = moves.slice(1).filter(({ previous_status }, at) => previous_status !== moves[at]?.new_status)
  return [
    ...(born[kind].includes(first) ? [] : [`${kind} ${id}: its story begins as ${first}`]),
    ...broken.map((move) => `${kind} ${id}: a move begins as ${move.previous_status}, where the one before did not end`),
    ...((moves.at(-1)?.new_status ?? status) === status
      ? []
      : [`${kind} ${id}: its last event says ${moves.at(-1)?.new_status}, its row says ${status}`]),
  ]
}

function faults_of_roll_up(rows: readonly Row[]): string[] {
  const job = rows.find(({ kind }) => kind === 'job')
  const parts = rows.filter(({ kind }) => kind === 'part')
  const of_parts = parts.flatMap((part) => {
    const operations = rows.filter(({ part_id }) => part_id === part.id)
    const all_finished = operations.every(({ status }) => finished.includes(status))
    const some = (status: string): boolean => operations.some((one) => one.status === status)
    return [
      ...(part.status === 'completed' && !all_finished ? [`part ${part.id}: completed, with something open`] : []),
      ...(part.status !== 'completed' && all_finished && some('completed') ? [`part ${part.id}: ${part.status}, with all done`] : []),
      ...(part.status !== 'running' && some('running') ? [`part ${part.id}: ${part.status}, with an operation running`] : []),
    ]
  })
  if (!job) return [...of_parts, `job ${rows[0]?.job_id}: gone, with something left of it`]
  const all_completed = parts.length > 0 && parts.every(({ status }) => status === 'completed')
  const may_be = ['completed', 'closed', 'cancelled', 'held', 'running']
  return [...of_parts, ...(all_completed && !may_be.includes(job.status) ? [`job ${job.id}: ${job.status}, with all parts completed`] : [])]
}

interface Sums {
  readonly id: string
  readonly status: string
  readonly job_status: string
  readonly counted: string
  readonly reported: string
  readonly open_clocks: string
}

/** Pieces are those reported and the units that came out, seconds those on ended clocks, and a clock runs only where somebody works. */
async function faults_of_sums(client: pg.ClientBase, job_ids: readonly string[] | null): Promise<string[]> {
  const { rows } = await client.query<Sums>(
    `select o.id, o.status, j.status as job_status, concat_ws(' ', o.good, o.scrap, o.rework, o.mrb, o.worked_s) as counted,
       concat_ws(' ', coalesce(r.good, 0) + coalesce(u.good, 0), coalesce(r.scrap, 0) + coalesce(u.scrap, 0), coalesce(r.rework, 0) + coalesce(u.rework, 0),
         coalesce(r.mrb, 0), coalesce(t.worked_s, 0)) as reported,
       coalesce(t.open, 0) as open_clocks
     from operations o join jobs j on j.tenant_id = o.tenant_id and j.id = o.job_id
     left join (select operation_id, sum(good) as good, sum(scrap) as scrap, sum(rework) as rework, sum(mrb) as mrb
       from quantity_reports group by 1) r on r.operation_id = o.id
     left join (select operation_id, count(*) filter (where result = 'passed' and not taken_back) as good,
         count(*) filter (where result = 'scrapped') as scrap, count(*) filter (where result = 'failed') as rework
       from unit_visits group by 1) u on u.operation_id = o.id
     left join (select operation_id, sum(duration_s) as worked_s, count(*) filter (where ended_at is null) as open
       from time_entries where deleted_at is null group by 1) t on t.operation_id = o.id
     where $1::uuid[] is null or o.job_id = any($1)`,
    [job_ids],
  )
  return rows.flatMap(({ id, status, job_status, counted, reported, open_clocks }) => {
    const at_work = status === 'running' && ['running', 'held'].includes(job_status)
    return [
      ...(counted === reported
        ? []
        : [`operation ${id}: counts ${counted} (good scrap rework mrb seconds), its reports and times ${reported}`]),
      ...(Number(open_clocks) === 0 || at_work
        ? []
        : [`operation ${id}: ${status} on a ${job_status} job, with ${open_clocks} clocks running`]),
    ]
  })
}

/** The totals that lists show are those of the rows. */
export async function total_faults(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ list: string; status: string; n: number; counted: number }>(`
    with there_are as (
      ${['jobs', 'parts', 'operations']
        .map((list) => `select '${list}' as list, tenant_id, status, count(*) as n from ${list} where deleted_at is null group by 2, 3`)
        .join(' union all ')}
      union all select 'time_entries', t.tenant_id, 'live', count(*) from time_entries t
        join operations o on o.tenant_id = t.tenant_id and o.id = t.operation_id where t.deleted_at is null and o.deleted_at is null group by 2
      union all select 'quantity_reports', r.tenant_id, f.figure, sum(f.n) from quantity_reports r
        join operations o on o.tenant_id = r.tenant_id and o.id = r.operation_id,
        lateral (values ('counting', case when r.reverses_id is null and r.reversed_by_id is null then 1 else 0 end),
          ('good', r.good), ('scrap', r.scrap), ('rework', r.rework), ('mrb', r.mrb)) as f (figure, n)
        where o.deleted_at is null group by 2, 3),
    kept as (select list, tenant_id, status, sum(n) as n from list_counts group by 1, 2, 3)
    select list, status, coalesce(there_are.n, 0)::int as n, coalesce(kept.n, 0)::int as counted
    from there_are full join kept using (list, tenant_id, status) where coalesce(there_are.n, 0) <> coalesce(kept.n, 0)`)
  return rows.map(({ list, status, n, counted }) => `${n} ${list} are ${status}, the total says ${counted}`)
}

/** What units have done is what their operations count, and each went the whole way. Answers what does not hold. */
export async function unit_faults(client: pg.ClientBase, job_ids: readonly string[] | null = null): Promise<string[]> {
  const { rows } = await client.query<{ fault: string }>(
    `with asked as (select * from units where deleted_at is null and ($1::uuid[] is null or job_id = any($1))),
      steps as (select * from operations where deleted_at is null)
    select 'part ' || p.id || ': says ' || p.units_made || ' units were made' as fault from parts p
      where p.units_made <> (select count(*) from units u where u.part_id = p.id and u.deleted_at is null) and p.deleted_at is null
    union all select 'unit ' || u.id || ': ' || u.status || ', and where it stands does not fit its stays' from asked u
      where u.operation_id is distinct from coalesce(
        (select v.operation_id from unit_visits v where v.unit_id = u.id and v.departed_at is null),
        (select v.operation_id from unit_visits v where v.unit_id = u.id and u.status = 'scrapped' and v.result = 'scrapped'))
    union all select 'unit ' || u.id || ': ' || u.status || ' without its time' from asked u
      where (u.status = 'completed') <> (u.completed_at is not null) or (u.status = 'scrapped') <> (u.scrapped_at is not null)
        or (u.status = 'held') <> (u.held_at is not null)
    union all select 'unit ' || v.unit_id || ': stays at ' || v.operation_id || ' are not counted from 1' from unit_visits v
      group by v.unit_id, v.operation_id having max(v.visit) <> count(*) or count(*) filter (where v.result = 'passed' and not v.taken_back) > 1
    union all select 'unit ' || u.id || ': is past ' || o.name || ' without a stay there' from asked u join steps o on o.part_id = u.part_id
      left join operations here on here.id = u.operation_id
      where (u.status = 'completed' or o.sequence < here.sequence) and o.status not in ('skipped', 'cancelled')
        and o.created_at <= u.created_at and not exists (select from events e where e.subject_id = o.id and e.name in ('operation.skipped', 'operation.cancelled'))
        and not exists (select from unit_visits v where v.unit_id = u.id and v.operation_id = o.id
          and v.departed_at is not null and v.result in ('passed', 'skipped') and not v.taken_back)
    union all select 'operation ' || o.id || ': done, with unit ' || u.id || ' standing at it' from asked u join steps o on o.id = u.operation_id
      where u.status = 'open' and o.status in ('waiting', 'completed')
    union all select 'part ' || p.id || ': all units are through, and it is ' || p.status from parts p
      where p.deleted_at is null and p.units_made >= p.quantity and p.status not in ('completed', 'cancelled')
        -- Somebody may take an operation up again by hand, and then it is his to complete.
        and not exists (select from events e where e.name = 'operation.reopened' and e.subject_ids @> array[p.id])
        and not exists (select from units u where u.part_id = p.id and u.deleted_at is null and u.status in ('open', 'held'))
        and exists (select from steps o where o.part_id = p.id)
        and not exists (select from steps o where o.part_id = p.id and (o.parked_from is not null or o.created_at > p.created_at))`,
    [job_ids],
  )
  return rows.map(({ fault }) => fault)
}
