import type { Context } from '../../kernel/context.ts'
import { sql } from '../../kernel/sql.ts'
import type { MachineState } from '../floor/machines/machine.ts'
import { most_listed, type Place, stands_at, type Window } from './window.ts'

export interface MachineOf {
  readonly id: string
  readonly name: string
  readonly workstation_id: string | null
}

/** How long a machine was in a state; a planned stop counts apart from other stops. */
export interface Spell {
  readonly machine_id: string
  readonly state: MachineState
  readonly is_planned_stop: boolean
  readonly seconds: number
  readonly change_ids: readonly string[]
}

/** What was worked on at a workstation. */
export interface Pieces {
  readonly workstation_id: string
  readonly good: number
  readonly bad: number
  readonly untimed: number
  /** What the pieces with a planned time should have taken. */
  readonly standard_s: number
  readonly visit_ids: readonly string[]
  readonly quantity_report_ids: readonly string[]
}

export const machines_at = (context: Context, place: Place): Promise<MachineOf[]> =>
  context.read<MachineOf>`select m.id, m.display_name as name, m.workstation_id from machines m
    where m.deleted_at is null and ${stands_at(place, sql`m.workstation_id`)} order by m.display_name, m.id`

/** A state lasts until the next change, and counts from the first change on record: what was before is not known. */
export const spells_at = (context: Context, place: Place, { from, to }: Window): Promise<Spell[]> =>
  context.read<Spell>`
    with change as (
      select c.* from machines m cross join lateral (
        (select * from machine_state_changes c where c.machine_id = m.id and c.occurred_at < ${from} order by c.occurred_at desc, c.id desc limit 1)
        union all
        (select * from machine_state_changes c where c.machine_id = m.id and c.occurred_at >= ${from} and c.occurred_at < ${to})) c
      where m.deleted_at is null and ${stands_at(place, sql`m.workstation_id`)}
    ), spell as (
      select change.id, change.machine_id, change.to_state as state,
        change.to_state = 'stopped' and change.from_state <> 'aborted'
          and case when change.reason_id is null then change.source = 'person' else r.category = 'other' end as is_planned_stop,
        extract(epoch from coalesce(lead(change.occurred_at) over (partition by change.machine_id order by change.occurred_at, change.id),
          ${to}::timestamptz) - greatest(change.occurred_at, ${from}::timestamptz)) as seconds
      from change left join reasons r on r.id = change.reason_id
    )
    select machine_id, state, is_planned_stop, sum(seconds)::double precision as seconds, (array_agg(id))[1:${most_listed}::integer] as change_ids
    from spell group by machine_id, state, is_planned_stop`

/** Units by their visits; pieces of parts without units as they were reported. What is taken back is no piece. */
export const pieces_at = (context: Context, place: Place, { from, to }: Window): Promise<Pieces[]> =>
  context.read<Pieces>`
    with station as (
      select distinct m.workstation_id as id from machines m
      where m.deleted_at is null and m.workstation_id is not null and ${stands_at(place, sql`m.workstation_id`)}
    ), piece as (
      select station.id as workstation_id, v.id as visit_id, null::uuid as report_id, (v.result = 'passed')::int as good,
        (v.result <> 'passed')::int as bad, o.planned_run_s_per_piece as run_s
      from station join unit_visits v on v.workstation_id = station.id and v.departed_at >= ${from} and v.departed_at < ${to}
          and v.result in ('passed', 'failed', 'scrapped')
        join operations o on o.id = v.operation_id
      union all
      select station.id, null, r.id, r.good, r.scrap + r.rework + r.mrb, o.planned_run_s_per_piece
      from station join operations o on o.workstation_id = station.id and o.deleted_at is null and o.updated_at >= ${from}::timestamptz - interval '1 hour'
        join quantity_reports r on r.operation_id = o.id and r.occurred_at >= ${from} and r.occurred_at < ${to}
          and r.reverses_id is null and r.reversed_by_id is null
    )
    select workstation_id, sum(good)::bigint as good, sum(bad)::bigint as bad,
      coalesce(sum(good + bad) filter (where run_s is null), 0)::bigint as untimed, coalesce(sum((good + bad) * run_s), 0) as standard_s,
      coalesce((array_agg(visit_id) filter (where visit_id is not null))[1:${most_listed}::integer], '{}') as visit_ids,
      coalesce((array_agg(report_id) filter (where report_id is not null))[1:${most_listed}::integer], '{}') as quantity_report_ids
    from piece group by workstation_id`
