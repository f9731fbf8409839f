import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { Id } from '../../kernel/id.ts'
import { atLeast } from '../../kernel/role.ts'
import { json, sql } from '../../kernel/sql.ts'
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
    const workstations = await counted(context, place)
    const standing = list > 0 ? await first_units(context, workstations, list) : []
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
      jsonb_agg(jsonb_build_object('id', o.id, 'units', at.units) order by o.id) as operations
    from (${at_operations}) at join operations o on o.id = at.id left join workstations w on w.id = o.workstation_id
    where ${stands_at(place, sql`o.workstation_id`)} group by o.workstation_id, w.name, w.line_id, w.position order by w.position, w.name`

type Listed = z.output<typeof Standing> & { readonly workstation_id: string | null }

/** Operation by operation, until there are enough for the workstation. */
async function first_units(context: Context, stations: readonly Station[], most: number): Promise<Listed[]> {
  const wanted = stations.flatMap(({ operations = [] }) => {
    let room = most
    return operations.flatMap(({ id, units }) => {
      const take = Math.min(room, units)
      room -= take
      return take > 0 ? [{ id, take }] : []
    })
  })
  return context.read<Listed>`
    select o.workstation_id, first.id, first.serial_number, first.status, o.id as operation_id, o.sequence, first.product_id, first.routing_id,
      routings.family_id as routing_family_id, first.job_id, jobs.origin as job_origin
    from jsonb_to_recordset(${json(wanted)}::jsonb) as wanted (id uuid, take integer) join operations o on o.id = wanted.id
      cross join lateral (select units.* from units where units.operation_id = o.id and units.deleted_at is null
        and units.status in ('open', 'held') order by units.id limit wanted.take) first
      join jobs on jobs.id = first.job_id left join routings on routings.id = first.routing_id
    order by o.id, first.id`
}
