import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { Id } from '../../kernel/id.ts'
import { type Sql, sql } from '../../kernel/sql.ts'

export const kwh = z.number().nullable().meta({ description: 'Electricity; null where time or power is not known.' })
export const kg_co2e = z
  .number()
  .nullable()
  .meta({ description: 'kg CO₂ equivalent; null where time, power or the plant’s factor is not known.' })

export const CarbonStep = z.object({
  operation_id: Id,
  sequence: z.number().int(),
  name: z.string(),
  workstation_id: Id.nullable(),
  line_id: Id.nullable(),
  hours: z.number().nullable().meta({ description: 'Machine time; null where none was recorded.' }),
  basis: z
    .enum(['time_entries', 'visits', 'none'])
    .meta({ description: 'Time booked on machines; else the stays of units at the operation.' }),
  power_kw: z.number().nullable().meta({ description: 'Mean of the machines that worked, or that stand at the workstation.' }),
  kg_co2e_per_kwh: z.number().nullable().meta({ description: 'Of the plant the workstation stands in, else of the company’s first.' }),
  kwh,
  kg_co2e,
  scrap_kg_co2e: kg_co2e.meta({ description: 'The share of it that went into units that were scrapped.' }),
})
export type CarbonStep = z.output<typeof CarbonStep>

interface Measured {
  readonly operation_id: string
  readonly sequence: number
  readonly name: string
  readonly workstation_id: string | null
  readonly line_id: string | null
  readonly booked_hours: number | null
  readonly booked_kwh: number | null
  readonly visit_hours: number | null
  readonly scrap_share: number | null
  readonly power_kw: number | null
  readonly kg_co2e_per_kwh: number | null
}

/** Energy and its footprint at each of these operations, gate to gate: electricity of machines, scopes 1 and 2 as the plant's factor has them. */
export async function carbon_steps(context: Context, which: Sql): Promise<CarbonStep[]> {
  const rows = await context.read<Measured>`
    select o.id as operation_id, o.sequence, o.name, o.workstation_id, w.line_id, booked.hours::float8 as booked_hours, booked.kwh::float8 as booked_kwh,
      stays.hours::float8 as visit_hours, stays.scrap_share::float8 as scrap_share, power.kw::float8 as power_kw, factor.kg::float8 as kg_co2e_per_kwh
    from operations o left join workstations w on w.id = o.workstation_id left join lines l on l.id = w.line_id
    left join lateral (select avg(m.power_kw) as kw from machines m where m.workstation_id = o.workstation_id and m.deleted_at is null) power on true
    left join lateral (
      select sum(t.duration_s) / 3600.0 as hours,
        case when count(*) = count(m.power_kw) then sum(t.duration_s * m.power_kw) / 3600.0 end as kwh
      from time_entries t join machines m on m.id = t.machine_id
      where t.operation_id = o.id and t.duration_s is not null and t.deleted_at is null) booked on true
    left join lateral (
      select extract(epoch from sum(v.departed_at - v.arrived_at)) / 3600.0 as hours,
        extract(epoch from sum(v.departed_at - v.arrived_at) filter (where u.status = 'scrapped'))
          / nullif(extract(epoch from sum(v.departed_at - v.arrived_at)), 0) as scrap_share
      from unit_visits v join units u on u.id = v.unit_id where v.operation_id = o.id and v.departed_at is not null) stays on true
    left join lateral (
      select p.kg_co2e_per_kwh as kg from plants p where p.deleted_at is null and p.kg_co2e_per_kwh is not null
      order by (p.id = l.plant_id) desc nulls last, p.id limit 1) factor on true
    where o.deleted_at is null and o.status not in ('skipped', 'cancelled') and ${which} order by o.part_id, o.sequence`
  return rows.map(step_of)
}

function step_of({ booked_hours, booked_kwh, visit_hours, scrap_share, power_kw, ...row }: Measured): CarbonStep {
  const hours = booked_hours ?? visit_hours
  const energy = booked_hours === null ? times(visit_hours, power_kw) : booked_kwh
  const footprint = times(energy, row.kg_co2e_per_kwh)
  return {
    ...row,
    hours,
    basis: booked_hours !== null ? 'time_entries' : visit_hours !== null ? 'visits' : 'none',
    power_kw: booked_hours && booked_kwh !== null ? booked_kwh / booked_hours : power_kw,
    kwh: energy,
    kg_co2e: footprint,
    scrap_kg_co2e: times(footprint, scrap_share ?? 0),
  }
}

const times = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a * b)

/** Of all of them, or null where one is not known: a sum with a hole in it would look like an answer. */
export const sum_of = (figures: readonly (number | null)[]): number | null =>
  figures.length === 0 || figures.includes(null) ? null : figures.reduce<number>((all, figure) => all + (figure ?? 0), 0)

export const of_job = (job_id: string): Sql => sql`o.job_id = ${job_id}`
