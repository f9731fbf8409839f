import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { testDefinitionDeleted } from './events.ts'
import { locked_test_definition, testDefinitionUnknown } from './test-definition.ts'

export const remove = verb({
  name: 'test_definitions.delete',
  does: 'Removes a measured test. What was measured with it stays.',
  kind: 'writes',
  allow: atLeast('planner'),
  input: z.object({ id: Id }),
  output: z.object({ id: Id }),
  refuses: [testDefinitionUnknown],
  reports: [testDefinitionDeleted],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id }) {
    const row = await locked_test_definition(context, id)
    context.change('test_definitions', row.id, { deleted_at: context.now, updated_at: context.now })
    context.report(testDefinitionDeleted, { test_definition_id: row.id, product_id: row.product_id })
    return { id: row.id }
  },
})
