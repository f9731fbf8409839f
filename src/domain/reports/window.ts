import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { Id } from '../../kernel/id.ts'
import { type Sql, sql } from '../../kernel/sql.ts'
import { Moment, MomentGiven, moment } from '../../kernel/time.ts'
import { latest_wall_time } from '../../kernel/zone.ts'

/** How many ids of what stands behind a figure are listed at most. */
export const most_listed = 1000
export const Listed = z
  .array(Id)
  .optional()
  .meta({ description: `What stands behind it, where \`with_events\` asks for it; the first ${most_listed}.` })
export const WithEvents = z.boolean().default(false).meta({ description: 'List the ids of what stands behind each figure, too.' })
export const Share = z.number().nullable()

export const Range = z.enum(['today', 'last_8_hours', 'last_24_hours', 'last_7_days', 'last_30_days']).meta({
  id: 'ReportRange',
  description: '`today` begins at midnight by the clock of the plant that is asked about, else the company’s.',
})
type Range = z.output<typeof Range>

export const window_fields = {
  range: Range.optional().meta({ description: 'Left out, with no `from`: last_24_hours.' }),
  from: MomentGiven.optional().meta({ description: 'Instead of `range`.' }),
  to: MomentGiven.optional().meta({ description: 'Left out, or in the future: now.' }),
}
export const place_fields = {
  plant_id: Id.optional().meta({ description: 'Only what stands in this plant.' }),
  line_id: Id.optional().meta({ description: 'Only what stands on this line.' }),
  workstation_id: Id.optional().meta({ description: 'Only this workstation.' }),
}
export const Told = { from: Moment, to: Moment.meta({ description: 'Not included.' }), time_zone: z.string() }

interface WindowAsked {
  readonly range?: Range | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
}
type PlaceAsked = { readonly [field in keyof typeof place_fields]?: string | undefined }

export interface Window {
  readonly from: string
  readonly to: string
}
export interface Place {
  /** Null is everywhere. */
  readonly workstation_ids: readonly string[] | null
  readonly time_zone: string
}

const hour_ms = 3_600_000
const most_days = 400
const lengths = { last_8_hours: 8, last_24_hours: 24, last_7_days: 7 * 24, last_30_days: 30 * 24 } as const

export const hours_of = ({ from, to }: Window): number => (Date.parse(to) - Date.parse(from)) / hour_ms

export function window_of(context: Context, asked: WindowAsked, time_zone: string): Window {
  if (asked.range !== undefined && (asked.from !== undefined || asked.to !== undefined))
    context.problem(['range'], 'duplicate', 'Give `range`, or `from` and `to`, not both.')
  const to = asked.to !== undefined && asked.to < context.now ? asked.to : context.now
  if (asked.from !== undefined && asked.from >= to)
    context.problem(['from'], 'max_value', 'This must be before `to`, and not in the future.')
  context.settle()
  const from = asked.from ?? beginning(asked.range ?? 'last_24_hours', to, time_zone)
  const window = { from, to }
  if (hours_of(window) > most_days * 24) context.problem(['from'], 'min_value', `A report covers ${most_days} days at most.`)
  context.settle()
  return window
}

function beginning(range: Range, to: string, time_zone: string): string {
  const before = (hours: number): string => moment(Date.parse(to) - hours * hour_ms)
  return range === 'today' ? (latest_wall_time(['00:00'], time_zone, to) ?? before(24)) : before(lengths[range])
}

/** The workstations meant, removed ones included: they have a history. */
export async function place_of(context: Context, { plant_id, line_id, workstation_id }: PlaceAsked): Promise<Place> {
  const { time_zone } = context.policies
  if (plant_id === undefined && line_id === undefined && workstation_id === undefined) return { workstation_ids: null, time_zone }
  const [plant, line, station] = [plant_id ?? null, line_id ?? null, workstation_id ?? null]
  const [stations, [zone]] = await Promise.all([
    context.read<{ id: string }>`
      select w.id from workstations w left join lines l on l.id = w.line_id
      where (${plant}::uuid is null or l.plant_id = ${plant}) and (${line}::uuid is null or w.line_id = ${line})
        and (${station}::uuid is null or w.id = ${station})`,
    context.read<{ time_zone: string }>`
      select p.time_zone from plants p where p.id = coalesce(${plant}::uuid, (select l.plant_id from lines l where l.id = ${line}),
        (select l.plant_id from workstations w join lines l on l.id = w.line_id where w.id = ${station}))`,
  ])
  return { workstation_ids: stations.map(({ id }) => id), time_zone: zone?.time_zone ?? time_zone }
}

export const stands_at = ({ workstation_ids }: Place, column: Sql): Sql =>
  workstation_ids === null ? sql`true` : sql`${column} = any(${[...workstation_ids]}::uuid[])`

/** Whether a unit was ever at one of these workstations. */
export const has_been_at = (place: Place, unit_id: Sql): Sql =>
  place.workstation_ids === null
    ? sql`true`
    : sql`exists (select from unit_visits been where been.unit_id = ${unit_id} and ${stands_at(place, sql`been.workstation_id`)})`

/** A part of a whole, or null where there is no whole. */
export const share = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null)
