import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { read_test_definition, TestDefinition, testDefinitionUnknown } from './test-definition.ts'

export const get = verb({
  name: 'test_definitions.get',
  does: 'Shows one measured test.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: z.object({ id: Id }),
  output: TestDefinition,
  refuses: [testDefinitionUnknown],
  reports: [],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  run: (context, { id }) => read_test_definition(context, id),
})
