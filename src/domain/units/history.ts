import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { Id } from '../../kernel/id.ts'
import { atLeast } from '../../kernel/role.ts'
import { verb } from '../../kernel/verb.ts'
import { DefectCode } from '../quality/defect-codes/defect-code.ts'
import { QualityEvent, quality_event_columns, quality_event_tables } from '../quality/quality-events/quality-event.ts'
import { read_unit, Unit, unit_of, unitUnknown } from './unit.ts'
import { UnitVisit, visit_columns } from './visit.ts'

const Stay = UnitVisit.extend({
  operation: z.object({ id: Id, sequence: z.number().int(), name: z.string(), is_gate: z.boolean() }),
  workstation: z.object({ id: Id, name: z.string() }).nullable(),
  defect_code: DefectCode.pick({ id: true, code: true, description: true, severity: true }).nullable(),
  quality_events: z.array(QualityEvent),
})
type StayRow = Omit<z.output<typeof Stay>, 'quality_events'>

export const history = verb({
  name: 'units.history',
  does: 'Shows where a unit has been, from when to when, what came of it and what was found there.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: z.object({ id: Id }),
  output: z.object({
    unit: Unit,
    visits: z.array(Stay).meta({ description: 'In the order in which they came about.' }),
    quality_events: z
      .array(QualityEvent)
      .meta({ description: 'All of them, those found before its first operation or after its last too.' }),
  }),
  refuses: [unitUnknown],
  reports: [],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id }) {
    const [unit, visits, quality_events] = await Promise.all([read_unit(context, id), stays_of(context, id), found_on(context, id)])
    return {
      unit: unit_of(unit),
      visits: visits.map((visit, at) => {
        const next_same = visits.slice(at + 1).find(({ operation_id }) => operation_id === visit.operation_id)
        const during = quality_events.filter(
          ({ operation_id, occurred_at }) =>
            operation_id === visit.operation_id &&
            (visit.visit === 1 || occurred_at >= visit.arrived_at) &&
            (next_same === undefined || occurred_at < next_same.arrived_at || occurred_at <= (visit.departed_at ?? '')),
        )
        return { ...visit, quality_events: during }
      }),
      quality_events,
    }
  },
})

const stays_of = (context: Context, unit_id: string): Promise<StayRow[]> =>
  context.read<StayRow>`select ${visit_columns},
      json_build_object('id', o.id, 'sequence', o.sequence, 'name', o.name, 'is_gate', o.is_gate) as operation,
      case when w.id is not null then json_build_object('id', w.id, 'name', w.name) end as workstation,
      case when d.id is not null then
        json_build_object('id', d.id, 'code', d.code, 'description', d.description, 'severity', d.severity) end as defect_code
    from unit_visits join operations o on o.id = unit_visits.operation_id left join workstations w on w.id = unit_visits.workstation_id
      left join defect_codes d on d.id = unit_visits.defect_code_id
    where unit_visits.unit_id = ${unit_id} order by unit_visits.arrived_at, unit_visits.id`

const found_on = (context: Context, unit_id: string): Promise<QualityEvent[]> =>
  context.read<QualityEvent>`select ${quality_event_columns} from ${quality_event_tables}
    where quality_events.unit_id = ${unit_id} order by quality_events.occurred_at, quality_events.id`
