import { z } from 'zod'
import { changes_between } from '../../../kernel/changes.ts'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { testDefinitionUpdated } from './events.ts'
import {
  faults_of_limits,
  locked_test_definition,
  TestDefinition,
  test_definition_fields,
  testDefinitionStale,
  testDefinitionUnknown,
} from './test-definition.ts'

export const update = verb({
  name: 'test_definitions.update',
  does: 'Changes a measured test. What was measured before keeps the limits it was measured against.',
  kind: 'writes',
  allow: atLeast('planner'),
  input: z.object({ id: Id, ...z.object(test_definition_fields).partial().shape }),
  output: TestDefinition,
  refuses: [testDefinitionUnknown, testDefinitionStale],
  reports: [testDefinitionUpdated],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', upper_limit: 45 } }],
  async run(context, { id, ...given }) {
    const row = await locked_test_definition(context, id)
    if (context.expected_revision !== null && context.expected_revision !== row.revision) throw testDefinitionStale.because()
    const changes = changes_between(row, given)
    if (changes.none) return row
    for (const fault of faults_of_limits({ ...row, ...changes.columns })) context.problem(fault.path, fault.rule, fault.message)
    context.settle()
    const written = { ...changes.columns, revision: row.revision + 1, updated_at: context.now }
    context.change('test_definitions', row.id, written)
    context.report(testDefinitionUpdated, { test_definition_id: row.id, product_id: row.product_id, changes: changes.told })
    return { ...row, ...written }
  },
})
