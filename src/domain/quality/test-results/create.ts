import { z } from 'zod'
import { At, happened_at } from '../../../kernel/at.ts'
import type { Context } from '../../../kernel/context.ts'
import { Text } from '../../../kernel/fields.ts'
import { new_id, reference } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { worker } from '../../operations/work.ts'
import { qualityEventRecorded } from '../quality-events/events.ts'
import { QualityEvent, qualityEventUnknown, read_quality_event, record_quality_event } from '../quality-events/quality-event.ts'
import {
  Measure,
  read_test_definition,
  type TestDefinition,
  testDefinitionUnknown,
  testOfAnotherProduct,
} from '../test-definitions/test-definition.ts'
import { testResultRecorded } from './events.ts'
import { TestResult, test_result_columns, test_result_tables } from './test-result.ts'

export const create = verb({
  name: 'test_results.create',
  does: 'Writes down a measured value, and whether it lies within the limits; they count as good themselves. It is an inspection of the unit.',
  kind: 'writes',
  allow: atLeast('operator'),
  input: z.object({
    test_definition_id: reference('test_definitions'),
    unit_id: reference('units'),
    measured_value: Measure,
    notes: Text.nullable().default(null),
    person_id: reference('people')
      .nullable()
      .optional()
      .meta({ description: 'Who measured. Left out: whoever is signed in; with a key, nobody.' }),
    at: At,
  }),
  output: TestResult.extend({ quality_event: QualityEvent }),
  refuses: [testOfAnotherProduct, testDefinitionUnknown, qualityEventUnknown],
  reports: [testResultRecorded, qualityEventRecorded],
  examples: [
    {
      given: {
        test_definition_id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11',
        unit_id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11',
        measured_value: 51.3,
      },
    },
  ],
  async run(context, given) {
    const at = happened_at(context, given.at)
    const { unit_id, test_definition_id, measured_value, notes } = given
    // Held as it is, so that the limits written down are those of one moment.
    context.read`select id from test_definitions where id = ${test_definition_id} for share`
    const [definition, unit] = await Promise.all([
      read_test_definition(context, test_definition_id),
      measured_unit(context, unit_id, test_definition_id),
    ])
    if (unit.product_id !== definition.product_id) throw testOfAnotherProduct.because('The unit is of another product than the test.')
    const person_id = worker(context, given.person_id)
    const { lower_limit, upper_limit } = definition
    const result: TestResult['result'] = is_within(measured_value, definition) ? 'pass' : 'fail'
    const found = { unit_id, job_id: unit.job_id, operation_id: unit.operation_id, workstation_id: definition.step.workstation?.id ?? null }
    const quality_event_id = record_quality_event(context, { ...found, kind: 'inspection', result, notes, person_id, at })
    const id = new_id()
    const measured = { test_definition_id, unit_id, quality_event_id, measured_value, lower_limit, upper_limit, result }
    context.insert('test_results', [{ id, ...measured, person_id, notes, occurred_at: at, recorded_at: context.now }])
    context.report(testResultRecorded, { test_result_id: id, job_id: unit.job_id, ...measured }, { occurred_at: at })
    const [[row], quality_event] = await Promise.all([
      context.read<TestResult>`select ${test_result_columns} from ${test_result_tables} where test_results.id = ${id}`,
      read_quality_event(context, quality_event_id),
    ])
    if (!row) throw testDefinitionUnknown.because()
    return { ...row, quality_event }
  },
})

const is_within = (value: number, { lower_limit, upper_limit }: TestDefinition): boolean =>
  (lower_limit === null || value >= lower_limit) && (upper_limit === null || value <= upper_limit)

interface Measured {
  readonly product_id: string | null
  readonly job_id: string
  readonly operation_id: string | null
}

/** The unit, and the operation that its part has for the step: copied from it, or of that name and place. */
async function measured_unit(context: Context, unit_id: string, test_definition_id: string): Promise<Measured> {
  const [row] = await context.read<Measured>`
    select u.product_id, u.job_id, (
      select o.id from test_definitions d join routing_steps s on s.id = d.routing_step_id
        join operations o on o.part_id = u.part_id and o.deleted_at is null
          and (o.routing_step_id = s.id or (o.sequence = s.sequence and o.name = s.name))
      where d.id = ${test_definition_id} order by (o.routing_step_id = s.id) is true desc limit 1) as operation_id
    from units u where u.id = ${unit_id}`
  return row ?? { product_id: null, job_id: '', operation_id: null }
}
