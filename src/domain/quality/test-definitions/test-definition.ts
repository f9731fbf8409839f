import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { type Problem, refusal } from '../../../kernel/errors.ts'
import { Name, Revision, Text } from '../../../kernel/fields.ts'
import { Id } from '../../../kernel/id.ts'
import { sql } from '../../../kernel/sql.ts'
import { Moment } from '../../../kernel/time.ts'

/** What a gauge shows; far more than any, and exact in what we answer. */
export const Measure = z.number().min(-1e15).max(1e15)

/** What may be said of a test. */
export const test_definition_fields = {
  name: Name.meta({ examples: ['Solder joint resistance'] }),
  property: Name.meta({ description: 'What is measured.', examples: ['resistance'] }),
  unit_of_measure: Name.meta({ examples: ['mΩ'] }),
  lower_limit: Measure.nullable().meta({ description: 'Still good. Null: there is none; then there is an upper one.' }),
  upper_limit: Measure.nullable().meta({ description: 'Still good. Null: there is none; then there is a lower one.' }),
  method: Text.nullable().meta({ description: 'How, and with what.' }),
}

export const TestDefinition = z
  .object({
    id: Id,
    product_id: Id,
    routing_step_id: Id,
    ...test_definition_fields,
    created_at: Moment,
    updated_at: Moment,
    revision: Revision,
    step: z
      .object({ id: Id, name: z.string(), sequence: z.number().int(), workstation: z.object({ id: Id, name: z.string() }).nullable() })
      .meta({ description: 'The step at which it is measured.' }),
  })
  .meta({ id: 'TestDefinition', description: 'What is measured at a step of a routing, and between which limits.' })
export type TestDefinition = z.output<typeof TestDefinition>

export const test_definition_columns = sql`test_definitions.id, test_definitions.product_id, test_definitions.routing_step_id,
  test_definitions.name, test_definitions.property, test_definitions.unit_of_measure, test_definitions.lower_limit,
  test_definitions.upper_limit, test_definitions.method, test_definitions.created_at, test_definitions.updated_at, test_definitions.revision,
  jsonb_build_object('id', routing_steps.id, 'name', routing_steps.name, 'sequence', routing_steps.sequence, 'workstation',
    case when workstations.id is not null then jsonb_build_object('id', workstations.id, 'name', workstations.name) end) as step`

export const test_definition_tables = sql`test_definitions join routing_steps on routing_steps.id = test_definitions.routing_step_id
  left join workstations on workstations.id = routing_steps.workstation_id`

export const testDefinitionUnknown = refusal('not_found', 'test_definition_unknown', 'There is no such test.')
export const testDefinitionStale = refusal('stale', 'test_definition_stale', 'The test was changed since you read it. Read it again.')
export const testOfAnotherProduct = refusal('refused', 'test_of_another_product', 'The step, or the unit, is of another product.')

export async function read_test_definition(context: Context, id: string): Promise<TestDefinition> {
  const [row] = await context.read<TestDefinition>`
    select ${test_definition_columns} from ${test_definition_tables} where test_definitions.id = ${id} and test_definitions.deleted_at is null`
  if (!row) throw testDefinitionUnknown.because(`There is no test ${id}.`)
  return row
}

export async function locked_test_definition(context: Context, id: string): Promise<TestDefinition> {
  context.read`select id from test_definitions where id = ${id} for no key update`
  return read_test_definition(context, id)
}

/** One limit may be open; where there are two, something must fit between them. */
export function faults_of_limits({ lower_limit = null, upper_limit = null }: Limits): Problem[] {
  if (lower_limit === null && upper_limit === null)
    return [{ path: ['lower_limit'], rule: 'required', message: 'Give a lower limit, an upper limit, or both.' }]
  if (typeof lower_limit !== 'number' || typeof upper_limit !== 'number' || lower_limit < upper_limit) return []
  return [{ path: ['lower_limit'], rule: 'max_value', message: 'The lower limit must be below the upper one.' }]
}

interface Limits {
  readonly lower_limit?: unknown
  readonly upper_limit?: unknown
}
