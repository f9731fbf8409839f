import { z } from 'zod'
import { Text } from '../../../kernel/fields.ts'
import { Id } from '../../../kernel/id.ts'
import { sql } from '../../../kernel/sql.ts'
import { Moment } from '../../../kernel/time.ts'
import { QualityResult } from '../quality-events/words.ts'
import { Measure } from '../test-definitions/test-definition.ts'

export const TestResult = z
  .object({
    id: Id,
    test_definition_id: Id,
    unit_id: Id,
    quality_event_id: Id.meta({ description: 'The inspection that this measurement was.' }),
    measured_value: Measure,
    lower_limit: Measure.nullable().meta({ description: 'As it was then.' }),
    upper_limit: Measure.nullable().meta({ description: 'As it was then.' }),
    result: QualityResult,
    deviation: z.number().nullable().meta({ description: 'How far beyond the limit; null where it is good.' }),
    person_id: Id.nullable(),
    notes: Text.nullable(),
    occurred_at: Moment,
    recorded_at: Moment,
    definition: z.object({ id: Id, name: z.string(), property: z.string(), unit_of_measure: z.string() }),
    unit: z.object({ id: Id, serial_number: z.string() }),
  })
  .meta({ id: 'TestResult', description: 'A value as it was measured on a unit. It is never changed.' })
export type TestResult = z.output<typeof TestResult>

export const test_result_columns = sql`test_results.id, test_results.test_definition_id, test_results.unit_id, test_results.quality_event_id,
  test_results.measured_value, test_results.lower_limit, test_results.upper_limit, test_results.result,
  case when test_results.measured_value > test_results.upper_limit then test_results.measured_value - test_results.upper_limit
    when test_results.measured_value < test_results.lower_limit then test_results.lower_limit - test_results.measured_value end as deviation,
  test_results.person_id, test_results.notes, test_results.occurred_at, test_results.recorded_at,
  jsonb_build_object('id', test_definitions.id, 'name', test_definitions.name, 'property', test_definitions.property,
    'unit_of_measure', test_definitions.unit_of_measure) as definition,
  jsonb_build_object('id', units.id, 'serial_number', units.serial_number) as unit`

export const test_result_tables = sql`test_results join test_definitions on test_definitions.id = test_results.test_definition_id
  join units on units.id = test_results.unit_id`
