import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { Id } from '../../kernel/id.ts'
import { atLeast } from '../../kernel/role.ts'
import { sql } from '../../kernel/sql.ts'
import { verb } from '../../kernel/verb.ts'
import { type Place, place_fields, place_of, stands_at } from './window.ts'

const Standing = z.object({
  id: Id,
  serial_number: z.string(),
  status: z.enum(['open', 'held']),
  operation_id: Id,
  sequence: z.number().int().meta({ description: 'Of the operation it stands at.' }),
  product_id: Id.nullable(),
  routing_id: Id.nullable(),
  routing_family_id: Id.nullable(),
  job_id: Id,
  job_origin: z.string().meta({ description: '`stock` where nobody ordered it.' }),
})

const Station = z.object({
  workstation_id: Id.nullable().meta({ description: 'Null: units at operations that have no workstation yet.' }),
  workstation_name: z.string().nullable(),
  line_id: Id.nullable(),
  units: z.number().int().meta({ description: 'Open and held units that stand at its operations.' }),
  operations: z
    .array(z.object({ id: Id, units: z.number().int() }))
    .optional()
    .meta({ description: 'Where `with_events` asks for it.' }),
  listed: z.array(Standing).optional().meta({ description: 'The first of them, as many as `list` asks for.' }),
})
type Station = z.output<typeof Station>

export const wip = verb({
  name: 'reports.wip',
  does: 'Counts the units that stand at the operations of each workstation, held ones included. Where none stand is left out.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: z.object({
    ...place_fields,
    list: z.number().int().min(0).max(1000).default(0).meta({ description: 'How many units to list for each workstation.' }),
    with_events: z.boolean().default(false).meta({ description: 'Tell at which operations they stand, too.' }),
  }),
  output: z.object({ units: z.number().int(), workstations: z.array(Station) }).meta({ id: 'WorkInProgress' }),
  refuses: [],
  reports: [],
  examples: [{ given: {} }, { given: { list: 50 } }],
  async run(context, { list, with_events, ...asked }) {
    const place = await place_of(context, asked)
    const [workstations, standing] = await Promise.all([counted(context, place), list > 0 ? first_units(context, place, list) : []])
    const listed = Map.groupBy(standing, ({ workstation_id }) => workstation_id)
    const shown = workstations.map(({ operations, ...station }) => ({
      ...station,
      ...(with_events ? { operations } : {}),
      ...(list > 0 ? { listed: (listed.get(station.workstation_id) ?? []).map(({ workstation_id: _, ...unit }) => unit) } : {}),
    }))
    return { units: workstations.reduce((sum, { units }) => sum + units, 0), workstations: shown }
  },
})

/** Counted out of the index alone. A unit that is over stands nowhere. */
const at_operations = sql`select units.operation_id as id, count(*) as units from units
  where units.deleted_at is null and units.operation_id is not null and units.status in ('open', 'held') group by units.operation_id`

const counted = (context: Context, place: Place): Promise<Station[]> =>
  context.read<Station>`
    select o.workstation_id, w.name as workstation_name, w.line_id, sum(at.units)::bigint as units,
      jsonb_agg(jsonb_build_object('id', o.id, 'units', at.units) order by at.units desc, o.id) as operations
    from (${at_operations}) at join operations o on o.id = at.id left join workstations w on w.id = o.workstation_id
    where ${stands_at(place, sql`o.workstation_id`)} group by o.workstation_id, w.name, w.line_id, w.position order by w.position, w.name`

type Listed = z.output<typeof Standing> & { readonly workstation_id: string | null }

const first_units = (context: Context, place: Place, most: number): Promise<Listed[]> =>
  context.read<Listed>`
    with ranked as (
      select o.id as operation_id, o.workstation_id, o.sequence, first.id,
        row_number() over (partition by o.workstation_id order by first.id) as place
      from (${at_operations}) at join operations o on o.id = at.id cross join lateral (
        select units.id from units where units.operation_id = o.id and units.deleted_at is null and units.status in ('open', 'held')
        order by units.id limit ${most}) first
      where ${stands_at(place, sql`o.workstation_id`)}
    )
    select r.workstation_id, units.id, units.serial_number, units.status, r.operation_id, r.sequence, units.product_id, units.routing_id,
      routings.family_id as routing_family_id, units.job_id, jobs.origin as job_origin
    from ranked r join units on units.id = r.id join jobs on jobs.id = units.job_id left join routings on routings.id = units.routing_id where r.place <= ${most} order by r.workstation_id, units.id`
