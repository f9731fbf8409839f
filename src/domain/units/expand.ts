import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { QualityEvent, quality_event_columns, quality_event_tables } from '../quality/quality-events/quality-event.ts'
import { Unit, type UnitRow, unit_of } from './unit.ts'
import { UnitVisit, visit_columns } from './visit.ts'

export const UnitExpand = z
  .array(z.enum(['visits', 'quality_events']))
  .default([])
  .meta({ description: 'What to answer along with the unit.' })
export const ExpandedUnit = Unit.extend({ visits: z.array(UnitVisit).optional(), quality_events: z.array(QualityEvent).optional() })

export async function expanded_units(
  context: Context,
  rows: readonly UnitRow[],
  expand: z.output<typeof UnitExpand>,
): Promise<z.input<typeof ExpandedUnit>[]> {
  const units = rows.map(unit_of)
  if (expand.length === 0 || units.length === 0) return units
  const ids = units.map(({ id }) => id)
  const [visits, quality_events] = await Promise.all([
    expand.includes('visits')
      ? context.read<UnitVisit>`select ${visit_columns} from unit_visits where unit_id = any(${ids}::uuid[]) order by arrived_at, id`
      : null,
    expand.includes('quality_events')
      ? context.read<QualityEvent>`select ${quality_event_columns} from ${quality_event_tables}
          where quality_events.unit_id = any(${ids}::uuid[]) order by quality_events.occurred_at, quality_events.id`
      : null,
  ])
  const visits_of = visits && Map.groupBy(visits, ({ unit_id }) => unit_id)
  const events_of = quality_events && Map.groupBy(quality_events, ({ unit_id }) => unit_id)
  return units.map((unit) => ({
    ...unit,
    ...(visits_of ? { visits: visits_of.get(unit.id) ?? [] } : {}),
    ...(events_of ? { quality_events: events_of.get(unit.id) ?? [] } : {}),
  }))
}
