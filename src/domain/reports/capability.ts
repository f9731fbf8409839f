import { z } from 'zod'
import { Id } from '../../kernel/id.ts'
import { atLeast } from '../../kernel/role.ts'
import { sql } from '../../kernel/sql.ts'
import { verb } from '../../kernel/verb.ts'
import { MachineState } from '../floor/machines/machine.ts'
import { place_fields, place_of, stands_at } from './window.ts'

const Reason = z.enum([
  'switched_off',
  'all_machines_down',
  'some_machines_down',
  'machine_executing',
  'units_standing',
  'work_running',
  'no_machines',
  'machine_ready',
])

const Station = z.object({
  workstation_id: Id,
  workstation_name: z.string(),
  line_id: Id.nullable(),
  status: z.enum(['available', 'committed', 'unattainable']),
  reasons: z.array(Reason).meta({ description: 'Why; and what else is to be known.' }),
  units: z.number().int().meta({ description: 'Open and held units that stand there.' }),
  running_operations: z.number().int(),
  machines: z.array(z.object({ id: Id, name: z.string(), state: MachineState, state_since: z.string().nullable() })),
})
type Station = z.output<typeof Station>

export const capability = verb({
  name: 'reports.capability',
  does:
    'Says of each workstation whether it could take work now. `unattainable`: switched off, or each of its machines is held, aborted or stopped. ' +
    '`committed`: a machine executes or is complete, an operation runs, or units stand there. `available`: none of these.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: z.object(place_fields),
  output: z.object({ workstations: z.array(Station) }).meta({ id: 'Capability' }),
  refuses: [],
  reports: [],
  examples: [{ given: {} }],
  async run(context, asked) {
    const place = await place_of(context, asked)
    const rows = await context.read<Row>`
      select w.id as workstation_id, w.name as workstation_name, w.line_id, w.is_active, coalesce(standing.units, 0) as units,
        (select count(*) from operations o where o.workstation_id = w.id and o.status = 'running' and o.deleted_at is null) as running_operations,
        coalesce((select jsonb_agg(jsonb_build_object('id', m.id, 'name', m.name, 'state', m.state, 'state_since',
            to_char(m.state_since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by m.name, m.id)
          from machines m where m.workstation_id = w.id and m.deleted_at is null and m.is_active), '[]') as machines
      from workstations w left join (
        select o.workstation_id, sum(at.units)::bigint as units from (select units.operation_id, count(*) as units from units
          where units.deleted_at is null and units.operation_id is not null and units.status in ('open', 'held') group by units.operation_id) at
        join operations o on o.id = at.operation_id group by o.workstation_id) standing on standing.workstation_id = w.id
      where w.deleted_at is null and ${stands_at(place, sql`w.id`)} order by w.position, w.name, w.id`
    return { workstations: rows.map(({ is_active, ...row }) => ({ ...row, ...judged({ is_active, ...row }) })) }
  },
})

interface Row extends Omit<Station, 'status' | 'reasons'> {
  readonly is_active: boolean
}

const down: readonly string[] = ['held', 'aborted', 'stopped']
const busy: readonly string[] = ['execute', 'complete']

function judged({ is_active, machines, units, running_operations }: Row): Pick<Station, 'status' | 'reasons'> {
  const [downs, busies] = [down, busy].map((states) => machines.filter(({ state }) => states.includes(state)).length)
  const all_down = machines.length > 0 && downs === machines.length
  const committed = (busies ?? 0) > 0 || units > 0 || running_operations > 0
  const said: readonly (readonly [Station['reasons'][number], boolean])[] = [
    ['switched_off', !is_active],
    ['all_machines_down', all_down],
    ['some_machines_down', !all_down && (downs ?? 0) > 0],
    ['machine_executing', (busies ?? 0) > 0],
    ['units_standing', units > 0],
    ['work_running', running_operations > 0],
    ['no_machines', machines.length === 0],
    ['machine_ready', machines.some(({ state }) => state === 'idle')],
  ]
  const status = !is_active || all_down ? 'unattainable' : committed ? 'committed' : 'available'
  return { status, reasons: said.filter(([, is_so]) => is_so).map(([reason]) => reason) }
}
