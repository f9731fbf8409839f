import { z } from 'zod'
import { At, happened_at } from '../../../kernel/at.ts'
import type { Context } from '../../../kernel/context.ts'
import { reference } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { worker } from '../../operations/work.ts'
import { qualityEventRecorded } from './events.ts'
import { QualityEvent, quality_event_fields, qualityEventUnknown, read_quality_event, record_quality_event } from './quality-event.ts'

const Given = z.object({
  unit_id: reference('units'),
  ...quality_event_fields,
  operation_id: reference('operations')
    .optional()
    .meta({ description: 'One of the unit’s own. Left out: where it stands, or was last at that workstation.' }),
  workstation_id: reference('workstations').optional().meta({ description: 'Left out: the operation’s.' }),
  defect_code_id: reference('defect_codes').nullable().default(null),
  notes: quality_event_fields.notes.default(null),
  person_id: reference('people')
    .nullable()
    .optional()
    .meta({ description: 'Who found it. Left out: whoever is signed in; with a key, nobody.' }),
  at: At,
})
type Given = z.output<typeof Given>

export const create = verb({
  name: 'quality_events.create',
  does: 'Writes down what an inspection, rework or scrap said of a unit. The unit stays where it is, and as it is.',
  kind: 'writes',
  allow: atLeast('operator'),
  input: Given,
  output: QualityEvent,
  refuses: [qualityEventUnknown],
  reports: [qualityEventRecorded],
  examples: [{ given: { unit_id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', kind: 'inspection', result: 'fail', notes: 'Bridge at R12' } }],
  async run(context, given) {
    const at = happened_at(context, given.at)
    const place = await place_of(context, given)
    const { unit_id, kind, result, defect_code_id, notes } = given
    const person_id = worker(context, given.person_id)
    return read_quality_event(
      context,
      record_quality_event(context, { unit_id, kind, result, defect_code_id, notes, person_id, at, ...place }),
    )
  },
})

interface Place {
  readonly job_id: string
  readonly operation_id: string | null
  readonly workstation_id: string | null
}

/** Where a unit stands counts before where it was; where it never was, only the workstation is known. */
async function place_of(context: Context, { unit_id, operation_id, workstation_id }: Given): Promise<Place> {
  const [[unit], [operation]] = await Promise.all([
    context.read<{ job_id: string }>`select job_id from units where id = ${unit_id}`,
    context.read<{ id: string; workstation_id: string | null }>`
      select o.id, o.workstation_id from units u join operations o on o.part_id = u.part_id and o.deleted_at is null
        left join lateral (select max(v.visit) as visit, max(v.arrived_at) as arrived_at from unit_visits v
          where v.unit_id = u.id and v.operation_id = o.id) was on true
      where u.id = ${unit_id}
        and case when ${operation_id ?? null}::uuid is not null then o.id = ${operation_id ?? null}::uuid
          when ${workstation_id ?? null}::uuid is not null
            then o.workstation_id = ${workstation_id ?? null}::uuid and (o.id = u.operation_id or was.visit is not null)
          else o.id = u.operation_id end
      order by (o.id = u.operation_id) is true desc, was.arrived_at desc nulls last limit 1`,
  ])
  if (operation_id !== undefined && !operation) {
    context.problem(['operation_id'], 'unknown_reference', 'This operation is not one of the unit’s.')
    context.settle()
  }
  return {
    job_id: unit?.job_id ?? '',
    operation_id: operation?.id ?? null,
    workstation_id: workstation_id ?? operation?.workstation_id ?? null,
  }
}
