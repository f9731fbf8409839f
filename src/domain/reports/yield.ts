import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { Id } from '../../kernel/id.ts'
import { atLeast } from '../../kernel/role.ts'
import { type Sql, sql } from '../../kernel/sql.ts'
import { verb } from '../../kernel/verb.ts'
import {
  has_been_at,
  Listed,
  most_listed,
  type Place,
  place_fields,
  place_of,
  Share,
  share,
  stands_at,
  Told,
  type Window,
  WithEvents,
  window_fields,
  window_of,
} from './window.ts'

const count = z.number().int()

const Station = z.object({
  workstation_id: Id,
  workstation_name: z.string(),
  line_id: Id.nullable(),
  units_left: count.meta({ description: 'Units that left it in that time: passed, failed or scrapped.' }),
  first_pass_units: count,
  first_pass_yield: Share.meta({ description: '`first_pass_units` / `units_left`; null where none left.' }),
  inspections_passed: count.meta({ description: 'Inspections there in that time, measurements included; a unit may have several.' }),
  inspections_failed: count,
  inspection_yield: Share.meta({ description: 'The share of those inspections that passed; null where there were none.' }),
  first_pass_unit_ids: Listed,
  other_unit_ids: Listed,
  quality_event_ids: Listed,
})
type Station = z.output<typeof Station>

const Ended = z.object({
  completed: count.meta({ description: 'Units completed in that time.' }),
  scrapped: count.meta({ description: 'Units scrapped in that time.' }),
  final_yield: Share.meta({ description: '`completed` / (`completed` + `scrapped`); null where there are none.' }),
  first_pass_units: count.meta({ description: 'Units completed that passed everywhere the first time.' }),
  first_pass_yield: Share.meta({ description: '`first_pass_units` / (`completed` + `scrapped`).' }),
  completed_unit_ids: Listed,
  scrapped_unit_ids: Listed,
})
type Ended = z.output<typeof Ended>

export const yields = verb({
  name: 'reports.yield',
  does:
    'First-pass yield of each workstation: of the units that left it, how many passed there the first time, were never sent back to it and had ' +
    'no failing quality event there. Final yield: completed units by completed and scrapped ones. What was skipped or put off counts nowhere.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: z.object({ ...window_fields, ...place_fields, product_id: Id.optional(), job_id: Id.optional(), with_events: WithEvents }),
  output: z.object({ ...Told, overall: Ended, workstations: z.array(Station) }).meta({ id: 'Yield' }),
  refuses: [],
  reports: [],
  examples: [{ given: { range: 'last_7_days' } }],
  async run(context, asked) {
    const place = await place_of(context, asked)
    const window = window_of(context, asked, place.time_zone)
    const which = sql`${asked.product_id === undefined ? sql`true` : sql`units.product_id = ${asked.product_id}`}
      and ${asked.job_id === undefined ? sql`true` : sql`units.job_id = ${asked.job_id}`} and units.deleted_at is null`
    const [stations, [ended]] = await Promise.all([by_station(context, place, window, which), of_all(context, place, window, which)])
    const shown = asked.with_events ? <R extends object>(row: R): R => row : without_ids
    const { completed = 0, scrapped = 0, first_pass_units = 0 } = ended ?? {}
    const all = completed + scrapped
    const figures = {
      completed,
      scrapped,
      final_yield: share(completed, all),
      first_pass_units,
      first_pass_yield: share(first_pass_units, all),
    }
    return {
      ...window,
      time_zone: place.time_zone,
      overall: shown({ ...ended, ...figures }),
      workstations: stations.map(with_yields).map(shown),
    }
  },
})

const with_yields = (row: Counted): Station => ({
  ...row,
  first_pass_yield: share(row.first_pass_units, row.units_left),
  inspection_yield: share(row.inspections_passed, row.inspections_passed + row.inspections_failed),
})
type Counted = Omit<Station, 'first_pass_yield' | 'inspection_yield'>

// What is left is the row without its optional members.
const without_ids = <R extends object>(row: R): R =>
  Object.fromEntries(Object.entries(row).filter(([field]) => !field.endsWith('_unit_ids') && !field.endsWith('_event_ids'))) as R

/**
 * Something went wrong with the unit, there or anywhere: it was sent back, or was found to be bad. Only units with reworks were ever at an operation
 * twice for that.
 */
const went_wrong = (workstation_id: Sql | null, to: string): Sql => {
  const visits_there = workstation_id === null ? sql`true` : sql`again.workstation_id = ${workstation_id}`
  const found_there = workstation_id === null ? sql`true` : sql`found.workstation_id = ${workstation_id}`
  return sql`(units.reworks > 0 and exists (select from unit_visits again
      where again.unit_id = units.id and ${visits_there} and again.arrived_at < ${to}
        and again.result is distinct from 'skipped' and again.result is distinct from 'deferred'
      group by again.operation_id having count(*) > 1 or bool_or(again.result = 'failed'))
    or exists (select from quality_events found where found.unit_id = units.id and ${found_there} and found.result = 'fail'
      and found.occurred_at < ${to}))`
}

const first_of = (ids: Sql, condition: Sql): Sql =>
  sql`coalesce((array_agg(${ids}) filter (where ${condition}))[1:${most_listed}::integer], '{}')`

const by_station = (context: Context, place: Place, { from, to }: Window, which: Sql): Promise<Counted[]> =>
  context.read<Counted>`
    with station as (select w.id, w.name, w.line_id, w.position from workstations w where ${stands_at(place, sql`w.id`)}),
    left_there as materialized (
      select station.id as workstation_id, units.id as unit_id, not v.has_passed or ${went_wrong(sql`station.id`, to)} as is_wrong
      from station cross join lateral (select v.unit_id, bool_and(v.result = 'passed') as has_passed from unit_visits v
        where v.workstation_id = station.id and v.departed_at >= ${from} and v.departed_at < ${to}
          and v.result in ('passed', 'failed', 'scrapped') group by v.unit_id) v
        join units on units.id = v.unit_id where ${which}
    ), passing as (
      select workstation_id, count(*) as units_left, count(*) filter (where not is_wrong) as first_pass_units,
        ${first_of(sql`unit_id`, sql`not is_wrong`)} as first_pass_unit_ids, ${first_of(sql`unit_id`, sql`is_wrong`)} as other_unit_ids
      from left_there group by workstation_id
    ), looking as (
      select q.workstation_id, count(*) filter (where q.result = 'pass') as passed, count(*) filter (where q.result = 'fail') as failed,
        ${first_of(sql`q.id`, sql`true`)} as ids
      from station join quality_events q on q.workstation_id = station.id and q.occurred_at >= ${from} and q.occurred_at < ${to}
        and q.kind = 'inspection' join units on units.id = q.unit_id where ${which} group by q.workstation_id
    )
    select station.id as workstation_id, station.name as workstation_name, station.line_id, coalesce(p.units_left, 0) as units_left,
      coalesce(p.first_pass_units, 0) as first_pass_units, coalesce(l.passed, 0) as inspections_passed, coalesce(l.failed, 0) as inspections_failed,
      coalesce(p.first_pass_unit_ids, '{}') as first_pass_unit_ids, coalesce(p.other_unit_ids, '{}') as other_unit_ids,
      coalesce(l.ids, '{}') as quality_event_ids
    from station left join passing p on p.workstation_id = station.id left join looking l on l.workstation_id = station.id
    where p.units_left > 0 or l.passed + l.failed > 0 order by station.position, station.name, station.id`

type Ending = Omit<Ended, 'final_yield' | 'first_pass_yield'>

const of_all = (context: Context, place: Place, { from, to }: Window, which: Sql): Promise<Ending[]> =>
  context.read<Ending>`
    with ended as materialized (
      select units.id, true as is_good, not ${went_wrong(null, to)} as is_first from units
      where units.status = 'completed' and units.completed_at >= ${from} and units.completed_at < ${to} and ${which}
        and ${has_been_at(place, sql`units.id`)}
      union all
      select units.id, false, false from units
      where units.status = 'scrapped' and units.scrapped_at >= ${from} and units.scrapped_at < ${to} and ${which}
        and ${has_been_at(place, sql`units.id`)}
    )
    select count(*) filter (where is_good) as completed, count(*) filter (where not is_good) as scrapped,
      count(*) filter (where is_first) as first_pass_units, ${first_of(sql`id`, sql`is_good`)} as completed_unit_ids,
      ${first_of(sql`id`, sql`not is_good`)} as scrapped_unit_ids
    from ended`
