import { z } from 'zod'
import { Id, new_id, reference } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { testDefinitionCreated } from './events.ts'
import {
  faults_of_limits,
  read_test_definition,
  TestDefinition,
  test_definition_fields,
  testDefinitionUnknown,
  testOfAnotherProduct,
} from './test-definition.ts'

const { lower_limit, upper_limit, method } = test_definition_fields

export const create = verb({
  name: 'test_definitions.create',
  does: 'Says what is measured at a step of a routing, and between which limits. One of them may be open.',
  kind: 'writes',
  allow: atLeast('planner'),
  input: z.object({
    ...test_definition_fields,
    routing_step_id: Id,
    product_id: reference('products').optional().meta({ description: 'Left out: the product that the routing makes.' }),
    lower_limit: lower_limit.default(null),
    upper_limit: upper_limit.default(null),
    method: method.default(null),
  }),
  output: TestDefinition,
  refuses: [testOfAnotherProduct, testDefinitionUnknown],
  reports: [testDefinitionCreated],
  examples: [
    {
      given: {
        routing_step_id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11',
        name: 'Joint resistance',
        property: 'resistance',
        unit_of_measure: 'mΩ',
        upper_limit: 50,
      },
    },
  ],
  faults: (raw) => faults_of_limits(z.record(z.string(), z.unknown()).catch({}).parse(raw)),
  async run(context, given) {
    const [step] = await context.read<{ product_id: string }>`
      select r.product_id from routing_steps s join routings r on r.id = s.routing_id and r.deleted_at is null
      where s.id = ${given.routing_step_id} for key share of r`
    if (!step) context.problem(['routing_step_id'], 'unknown_reference', `There is no routing step ${given.routing_step_id}.`)
    context.settle()
    const product_id = step?.product_id ?? ''
    if (given.product_id !== undefined && given.product_id !== product_id) throw testOfAnotherProduct.because()
    const id = new_id()
    context.insert('test_definitions', [{ id, ...given, product_id, created_at: context.now, updated_at: context.now }])
    context.report(testDefinitionCreated, { test_definition_id: id, product_id })
    return read_test_definition(context, id)
  },
})
