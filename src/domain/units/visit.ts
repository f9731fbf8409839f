import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { Text } from '../../kernel/fields.ts'
import { Id, new_id } from '../../kernel/id.ts'
import { sql } from '../../kernel/sql.ts'
import { Moment } from '../../kernel/time.ts'

export const VisitResult = z.enum(['passed', 'failed', 'skipped', 'deferred', 'scrapped']).meta({ id: 'VisitResult' })
export type VisitResult = z.output<typeof VisitResult>

export const UnitVisit = z
  .object({
    id: Id,
    unit_id: Id,
    operation_id: Id,
    job_id: Id,
    workstation_id: Id.nullable(),
    visit: z.number().int().meta({ description: 'Which of its stays at this operation, from 1.' }),
    arrived_at: Moment,
    departed_at: Moment.nullable(),
    result: VisitResult.nullable().meta({ description: 'What came of it; null while the unit stands there.' }),
    taken_back: z.boolean().meta({ description: 'It passed, but was sent back from further on, and no longer counts as good here.' }),
    person_id: Id.nullable().meta({ description: 'Who ended it, where that is known.' }),
    defect_code_id: Id.nullable(),
    notes: Text.nullable(),
  })
  .meta({ id: 'UnitVisit', description: 'One stay of a unit at an operation, from when to when and what came of it.' })
export type UnitVisit = z.output<typeof UnitVisit>

export const visit_columns = sql`unit_visits.id, unit_visits.unit_id, unit_visits.operation_id, unit_visits.job_id, unit_visits.workstation_id,
  unit_visits.visit, unit_visits.arrived_at, unit_visits.departed_at, unit_visits.result, unit_visits.taken_back, unit_visits.person_id,
  unit_visits.defect_code_id, unit_visits.notes`

/** In the order in which they came about. */
export const visits_of_unit = (context: Context, unit_id: string): Promise<UnitVisit[]> =>
  context.read<UnitVisit>`select ${visit_columns} from unit_visits where unit_id = ${unit_id} order by arrived_at, id`

interface Arrival {
  readonly unit_id: string
  readonly operation: { readonly id: string; readonly job_id: string; readonly workstation_id: string | null }
  readonly visit: number
}

export function new_visit({ unit_id, operation, visit }: Arrival, arrived_at: string): UnitVisit {
  return {
    id: new_id(),
    unit_id,
    operation_id: operation.id,
    job_id: operation.job_id,
    workstation_id: operation.workstation_id,
    visit,
    arrived_at,
    departed_at: null,
    result: null,
    taken_back: false,
    person_id: null,
    defect_code_id: null,
    notes: null,
  }
}

/** How many stays there were at that operation. */
export const stays_at = (visits: readonly UnitVisit[], operation_id: string): number =>
  Math.max(0, ...visits.filter((one) => one.operation_id === operation_id).map(({ visit }) => visit))
