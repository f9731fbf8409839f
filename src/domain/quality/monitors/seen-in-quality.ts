import type { Context } from '../../../kernel/context.ts'
import { first_id_at } from '../../../kernel/id.ts'
import { sql } from '../../../kernel/sql.ts'
import type { Settings } from './monitor.ts'
import { type Seen, since } from './seen.ts'

const percent = (part: number, whole: number): string => `${Math.round((part / whole) * 1000) / 10} %`

interface Station {
  readonly id: string
  readonly name: string
}

export async function low_yields(context: Context, settings: Settings<'yield_drop'>): Promise<Seen[]> {
  const rows = await context.read<Station & { n: number; passed: number; ids: string[] }>`
    select w.id, w.name, newest.n, newest.passed, newest.ids from workstations w, lateral (
      select count(*) as n, count(*) filter (where q.result = 'pass') as passed, (array_agg(q.id order by q.occurred_at desc) filter (where q.result = 'fail'))[1:10] as ids
      from (select id, result, occurred_at from quality_events where workstation_id = w.id and kind = 'inspection'
        and occurred_at > ${since(context, settings.within_minutes, 'yield_drop', sql`w.id`)} order by occurred_at desc limit ${settings.look_at}) q) newest
    where w.deleted_at is null and newest.n >= ${settings.at_least} and newest.passed < newest.n * ${settings.warning_below}::float8`
  return rows.map(({ id, name, n, passed, ids }) => ({
    kind: 'yield_drop',
    severity: passed < n * settings.critical_below ? 'critical' : 'warning',
    subject_id: id,
    about: 'workstation_id',
    says: `Only ${percent(passed, n)} of the last ${n} inspections at ${name} passed.`,
    facts: { inspected: n, passed, quality_event_ids: ids },
  }))
}

export async function defect_clusters(context: Context, settings: Settings<'defect_cluster'>): Promise<Seen[]> {
  const rows = await context.read<{ id: string; code: string; n: number; ids: string[] }>`
    select d.id, d.code, lately.n, lately.ids from defect_codes d, lateral (
      select count(distinct q.unit_id) as n, (array_agg(q.id order by q.occurred_at desc))[1:10] as ids from quality_events q
      where q.defect_code_id = d.id and q.result = 'fail'
        and q.occurred_at > ${since(context, settings.within_minutes, 'defect_cluster', sql`d.id`)}) lately
    where d.deleted_at is null and lately.n >= ${settings.warning_from}`
  return rows.map(({ id, code, n, ids }) => ({
    kind: 'defect_cluster',
    severity: n >= settings.critical_from ? 'critical' : 'warning',
    subject_id: id,
    about: 'defect_code_id',
    says: `Defect ${code} was found at ${n} units within ${settings.within_minutes} minutes.`,
    facts: { found: n, quality_event_ids: ids },
  }))
}

/** Units by their visits, pieces by their reports; what was reported before is not read again. */
export async function scrap_rates(context: Context, settings: Settings<'scrap_rate'>): Promise<Seen[]> {
  const from = since(context, settings.within_minutes, 'scrap_rate', sql`w.id`)
  const first_id = first_id_at(Date.parse(context.now) - settings.within_minutes * 60_000)
  const rows = await context.read<Station & { good: number; scrapped: number }>`
    with stations as (select w.id, w.name, ${from} as since from workstations w where w.deleted_at is null),
      pieces as (
        select o.workstation_id as id, sum(r.good)::bigint as good, sum(r.scrap)::bigint as scrapped
        from quantity_reports r join operations o on o.id = r.operation_id join stations s on s.id = o.workstation_id
        where r.id >= ${first_id}::uuid and r.recorded_at > s.since group by o.workstation_id),
      rates as (
        select s.id, s.name, units.good + coalesce(p.good, 0) as good, units.scrapped + coalesce(p.scrapped, 0) as scrapped
        from stations s left join pieces p on p.id = s.id cross join lateral (
          select count(*) filter (where v.result = 'passed') as good, count(*) filter (where v.result = 'scrapped') as scrapped
          from unit_visits v where v.workstation_id = s.id and v.departed_at > s.since) units)
    select id, name, good, scrapped from rates
    where good + scrapped >= ${settings.at_least} and scrapped > (good + scrapped) * ${settings.warning_above}::float8`
  return rows.map(({ id, name, good, scrapped }) => ({
    kind: 'scrap_rate',
    severity: scrapped > (good + scrapped) * settings.critical_above ? 'critical' : 'warning',
    subject_id: id,
    about: 'workstation_id',
    says: `${percent(scrapped, good + scrapped)} of what left ${name} was scrap.`,
    facts: { good, scrapped },
  }))
}
